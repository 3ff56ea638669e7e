#include "extract/cube.hpp"

#include <algorithm>
#include <map>

#include "model/population_total.hpp"

namespace raccordo::extract {
namespace {

using model::Category;
using model::ProtectedTable;
using model::TableDimension;

bool same_shape(const ProtectedTable& one, const ProtectedTable& other) {
  if (one.definition().measure != other.definition().measure ||
      one.definition().kinds != other.definition().kinds)
    return false;
  return std::equal(one.dimensions().begin(), one.dimensions().end(), other.dimensions().begin(),
                    other.dimensions().end(), [](const auto& a, const auto& b) { return a.id == b.id; });
}

std::map<std::string_view, std::size_t> places_of(const TableDimension& dimension) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < dimension.categories.size(); ++i) places[dimension.categories[i].code] = i;
  return places;
}

std::string parent_code(const TableDimension& dimension, const Category& category) {
  return category.parent < 0 ? "" : dimension.categories[static_cast<std::size_t>(category.parent)].code;
}

/// Adds the categories of `other` that `merged` lacks, each behind its neighbour in `other`.
void merge_categories(TableDimension& merged, const TableDimension& other) {
  std::map<std::string, std::string> parents;
  for (const auto& category : other.categories) parents[category.code] = parent_code(other, category);
  for (const auto& category : merged.categories) parents[category.code] = parent_code(merged, category);
  auto& categories = merged.categories;
  const auto find = [&](std::string_view code) {
    return std::find_if(categories.begin(), categories.end(),
                        [&](const auto& each) { return each.code == code; });
  };
  auto behind = categories.end();
  for (const auto& category : other.categories) {
    auto found = find(category.code);
    if (found == categories.end())
      found = categories.insert(behind == categories.end() ? categories.end() : behind + 1, category);
    behind = found;
  }
  const auto places = places_of(merged);
  for (auto& category : categories) {
    const auto parent = places.find(parents[category.code]);
    category.parent = parent == places.end() ? -1 : static_cast<int>(parent->second);
  }
}

CubePeriod period_entry(const ProtectedTable& table) {
  return {table.period(),
          period_label_it(table.period()),
          period_label_en(table.period()),
          table.release_id(),
          table.rules(),
          table.guarantee(),
          table.rules_it(),
          table.guarantee_it(),
          table.k()};
}

std::size_t cells_of(const std::vector<TableDimension>& dimensions) {
  std::size_t count = 1;
  for (const auto& dimension : dimensions) count *= dimension.categories.size();
  return count;
}

}  // namespace

Cube::Cube(const ProtectedTable& table) : Cube(std::vector{&table}) {}

Cube::Cube(const std::vector<const ProtectedTable*>& tables)
    : definition_(tables.back()->definition()), dimensions_(tables.back()->dimensions()) {
  const auto& newest = *tables.back();
  std::vector<const ProtectedTable*> taken;
  for (const auto* table : tables) {
    if (same_shape(*table, newest)) {
      taken.push_back(table);
    } else {
      left_out_.push_back({table->period(), table->release_id()});
    }
  }
  for (auto table = taken.rbegin() + 1; table != taken.rend(); ++table) {
    for (std::size_t i = 0; i < dimensions_.size(); ++i) {
      merge_categories(dimensions_[i], (*table)->dimensions()[i]);
      dimensions_[i].additive = dimensions_[i].additive && (*table)->dimensions()[i].additive;
    }
  }
  if (taken.size() > 1) {  // the inhabitants of a rate are of another day in each period
    definition_.title_it = model::without_inhabitants(definition_.title_it, model::kInhabitantsIt);
    definition_.title_en = model::without_inhabitants(definition_.title_en, model::kInhabitantsEn);
  }
  for (const auto* table : taken) periods_.push_back(period_entry(*table));
  cells_.assign(cells_of(dimensions_) * taken.size(), {});
  for (std::size_t i = 0; i < taken.size(); ++i) place_cells(*taken[i], i);
}

void Cube::place_cells(const ProtectedTable& table, std::size_t period) {
  // For each dimension, the place in the cube of each category of the table.
  std::vector<std::vector<std::size_t>> to_cube;
  for (std::size_t i = 0; i < dimensions_.size(); ++i) {
    const auto places = places_of(dimensions_[i]);
    auto& of_dimension = to_cube.emplace_back();
    for (const auto& category : table.dimensions()[i].categories)
      of_dimension.push_back(places.at(category.code));
  }
  for (std::size_t cell = 0; cell < table.cells().size(); ++cell) {
    std::size_t rest = cell;
    std::size_t place = 0;
    std::size_t stride = 1;
    for (std::size_t i = dimensions_.size(); i-- > 0;) {
      const auto size = to_cube[i].size();
      place += to_cube[i][rest % size] * stride;
      rest /= size;
      stride *= dimensions_[i].categories.size();
    }
    const auto& shown = table.cells()[cell];
    cells_[place * periods_.size() + period] = {shown.hidden ? CellState::hidden : CellState::shown,
                                                shown.hidden ? 0 : shown.value};
  }
}

void CubeRows::next() {
  ++cell_;
  for (std::size_t i = places_.size(); i-- > 0;) {
    const auto size =
        i + 1 == places_.size() ? cube_.periods().size() : cube_.dimensions()[i].categories.size();
    if (++places_[i] < size) return;
    places_[i] = 0;
  }
}

}  // namespace raccordo::extract
