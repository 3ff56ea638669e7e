#include "extract/cross_table.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "extract/words.hpp"

namespace raccordo::extract {
namespace {

using Heading = CrossTable::Heading;

bool is_territory(const model::TableDimension& dimension) {
  return dimension.id == to_string(model::Dimension::territory) ||
         dimension.id == to_string(model::Dimension::residence);
}

Heading heading_of(const model::Category& category) {
  return {category.code, category.label_it, category.depth, category.depth == 0};
}

std::string capitalised(std::string_view words) {
  std::string out(words);
  if (!out.empty()) out[0] = base::to_upper_ascii(out.substr(0, 1))[0];
  return out;
}

/// Which dimensions go down (in order) and which goes across.
struct Layout {
  std::vector<std::size_t> down;
  std::optional<std::size_t> across;
};

Layout layout_of(const Cube& cube) {
  Layout layout;
  const auto& dimensions = cube.dimensions();
  for (std::size_t i = 0; i < dimensions.size(); ++i) layout.down.push_back(i);
  const auto not_territory = [&](std::size_t i) { return !is_territory(dimensions[i]); };
  std::stable_partition(layout.down.begin(), layout.down.end(),
                        [&](std::size_t i) { return !not_territory(i); });
  if (cube.periods().size() == 1 && layout.down.size() > 1) {
    layout.across = layout.down.back();
    layout.down.pop_back();
  }
  return layout;
}

std::vector<Heading> across_of(const Cube& cube, const Layout& layout) {
  std::vector<Heading> headings;
  if (layout.across) {
    for (const auto& category : cube.dimensions()[*layout.across].categories)
      headings.push_back(heading_of(category));
  } else if (cube.periods().size() > 1) {
    for (const auto& period : cube.periods()) headings.push_back({period.code, period.label_it, 1, false});
  } else {
    const auto measure = cube.definition().measure;
    const bool is_plain = decimals_of(measure) == 0;
    headings.push_back({std::string(to_string(measure)),
                        capitalised(is_plain ? measure_words(measure).it : unit_words(measure).it), 1,
                        false});
  }
  return headings;
}

}  // namespace

CrossTable cross_table(const Cube& cube) {
  const auto layout = layout_of(cube);
  const auto& dimensions = cube.dimensions();
  CrossTable table;
  table.across = across_of(cube, layout);
  table.across_name = layout.across               ? dimensions[*layout.across].label_it
                      : cube.periods().size() > 1 ? "Periodo"
                                                  : "";
  std::size_t rows = 1;
  for (const auto i : layout.down) {
    table.down.push_back(dimensions[i].label_it);
    rows *= dimensions[i].categories.size();
  }
  table.rows.resize(rows);
  for (auto& row : table.rows) row.cells.resize(table.across.size());
  for (CubeRows cell(cube); !cell.at_end(); cell.next()) {
    std::size_t place = 0;
    for (const auto i : layout.down) place = place * dimensions[i].categories.size() + cell.place(i);
    auto& row = table.rows[place];
    if (row.headings.empty()) {
      for (const auto i : layout.down) row.headings.push_back(heading_of(cell.category(i)));
    }
    row.cells[layout.across ? cell.place(*layout.across) : cell.place(dimensions.size())] = cell.cell();
  }
  return table;
}

}  // namespace raccordo::extract
