#include "synthetic/table_set.hpp"

#include <algorithm>
#include <string>

#include "synthetic/completion.hpp"

namespace raccordo::synthetic {
namespace {

using model::Dimension;

bool has_dimension(const model::ProtectedTable& table, Dimension wanted) {
  return std::any_of(table.dimensions().begin(), table.dimensions().end(),
                     [&](const auto& dimension) { return model::parse_dimension(dimension.id) == wanted; });
}

base::Result<void> check_numbers(const model::ProtectedTable& table) {
  for (const auto& cell : table.cells()) {
    if (cell.hidden || (cell.value >= 0 && cell.value <= kMostPersons)) continue;
    return base::fault("table " + table.definition().id + " shows " + std::to_string(cell.value) +
                       " persons in a cell, which is not between 0 and " + std::to_string(kMostPersons) +
                       "; verify the release with `raccordo release verify`");
  }
  return {};
}

void add_table(TableSet& set, const Vocabulary& vocabulary, const model::ProtectedTable& table) {
  PersonTable added;
  added.table = &table;
  added.by_intervention = counts_by_intervention(table);
  added.first = static_cast<std::uint32_t>(set.wanted.size());
  added.axes = axes_of(vocabulary, table);
  for (const auto& axis : added.axes) added.kinds |= set_of(axis.kind);
  const auto upper = find_upper(vocabulary, table);
  const auto completed = complete(table);
  for (std::size_t i = 0; i < completed.size(); ++i) {
    set.wanted.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(completed[i], 0, kMostPersons)));
    const auto weight = upper[i] != 0 ? kUpperWeight : kLowerWeight;
    set.weight.push_back(table.cells()[i].hidden ? std::uint8_t{0} : weight);
    set.table_of.push_back(static_cast<std::uint32_t>(set.tables.size()));
  }
  set.tables.push_back(std::move(added));
}

}  // namespace

std::uint32_t PersonTable::cell(const Nodes& nodes) const {
  auto number = first;
  for (const auto& axis : axes) number += axis.place[nodes[at(axis.kind)]];
  return number;
}

const Axis* PersonTable::axis(Kind kind) const {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.kind == kind; });
  return found == axes.end() ? nullptr : &*found;
}

bool counts_by_intervention(const model::ProtectedTable& table) {
  return has_dimension(table, Dimension::area) || has_dimension(table, Dimension::type) ||
         has_dimension(table, Dimension::management);
}

bool counts_persons(const model::ProtectedTable& table) {
  const auto& definition = table.definition();
  if (definition.measure != model::Measure::persons || definition.when != model::When::active_during ||
      !definition.kinds.are_usual()) {
    return false;
  }
  std::array<bool, kKinds> seen{};
  return std::all_of(table.dimensions().begin(), table.dimensions().end(), [&](const auto& dimension) {
    const auto parsed = model::parse_dimension(dimension.id);
    const auto kind = parsed ? kind_of(*parsed) : std::nullopt;
    if (!kind || *kind == Kind::month || *kind == Kind::management || seen[at(*kind)]) return false;
    return seen[at(*kind)] = true;
  });
}

std::vector<Axis> axes_of(const Vocabulary& vocabulary, const model::ProtectedTable& table) {
  const auto& dimensions = table.dimensions();
  std::vector<Axis> axes(dimensions.size());
  std::size_t stride = 1;
  for (std::size_t i = dimensions.size(); i-- > 0;) {
    const auto parsed = model::parse_dimension(dimensions[i].id);
    const auto kind = parsed ? kind_of(*parsed) : std::nullopt;
    if (!kind) return {};
    auto& axis = axes[i];
    axis.kind = *kind;
    axis.is_type = *parsed == Dimension::type;
    const auto& categories = dimensions[i].categories;
    for (const auto category : categories_of(vocabulary, table, i, *kind)) {
      axis.has.push_back(categories[category].code == vocabulary.tree(*kind).nodes[axis.has.size()].code);
      axis.place.push_back(static_cast<std::uint32_t>(category * stride));
      auto& chain = axis.chain.emplace_back();
      for (int up = static_cast<int>(category); up >= 0; up = categories[static_cast<std::size_t>(up)].parent)
        chain.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(up) * stride));
    }
    stride *= categories.size();
  }
  return axes;
}

std::vector<std::uint8_t> find_upper(const Vocabulary& vocabulary, const model::ProtectedTable& table) {
  std::vector<std::uint8_t> upper(table.cells().size(), 1);
  const auto& tree = vocabulary.tree(Kind::territory);
  std::size_t stride = 1;
  for (std::size_t i = table.dimensions().size(); i-- > 0;) {
    const auto& dimension = table.dimensions()[i];
    const auto size = dimension.categories.size();
    if (dimension.id == to_string(Dimension::territory)) {
      std::vector<bool> is_lower(size, false);
      for (std::size_t category = 0; category < size; ++category) {
        const auto node = tree.find(dimension.categories[category].code).value_or(0);
        const auto bucket = vocabulary.bucket_of[node];
        is_lower[category] = bucket != 0 && bucket != node;
      }
      for (std::size_t cell = 0; cell < upper.size(); ++cell) {
        if (is_lower[cell / stride % size]) upper[cell] = 0;
      }
    }
    stride *= size;
  }
  return upper;
}

base::Result<TableSet> read_tables(const Vocabulary& vocabulary, const aggregate::Release& release) {
  TableSet set;
  for (const auto& table : release.tables()) {
    if (!counts_persons(table) || table.cells().empty()) continue;
    if (auto checked = check_numbers(table); !checked) return checked.error();
    add_table(set, vocabulary, table);
  }
  return set;
}

}  // namespace raccordo::synthetic
