#include "unit/synthetic_province/unpublished.hpp"

#include <cstdint>
#include <cstdlib>
#include <utility>

#include "support/counted_tables.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::TerritoryLevel;

bool is_leaf(const aggregate::CountedTable& table, std::size_t cell) {
  for (std::size_t i = table.dimensions.size(); i-- > 0;) {
    const auto& categories = table.dimensions[i].categories;
    const auto here = static_cast<int>(cell % categories.size());
    cell /= categories.size();
    for (const auto& category : categories) {
      if (category.parent == here) return false;
    }
  }
  return true;
}

int dissimilarity(const aggregate::CountedTable& truth, const aggregate::CountedTable& drawn) {
  std::int64_t distance = 0, sum = 0;
  for (std::size_t cell = 0; cell < truth.cells.size(); ++cell) {
    if (!is_leaf(truth, cell)) continue;
    distance += std::abs(truth.cells[cell].value - drawn.cells[cell].value);
    sum += truth.cells[cell].value + drawn.cells[cell].value;
  }
  return sum == 0 ? 0 : static_cast<int>((100 * distance + sum / 2) / sum);
}

}  // namespace

std::vector<Unpublished> compare_unpublished(const model::FactSet& truth, const model::FactSet& drawn,
                                             const model::Scheme& scheme) {
  const auto ages = by_age({"0-17", "18-39", "40-64", "65+"});
  const std::vector<std::pair<const char*, std::vector<model::DimensionChoice>>> tables = {
      {"Ambito, area, sex", {by(TerritoryLevel::ambito), by(Dimension::area), by(Dimension::sex)}},
      {"Ambito, area, age", {by(TerritoryLevel::ambito), by(Dimension::area), ages}},
      {"Ambito, type", {by(TerritoryLevel::ambito), by(Dimension::type)}},
      {"type, age", {by(Dimension::type), ages}},
      {"type, sex, age", {by(Dimension::type), by(Dimension::sex), ages}},
      {"need, age", {by(Dimension::need), ages}},
      {"area, need", {by(Dimension::area), by(Dimension::need)}},
      {"Ambito, area, need", {by(TerritoryLevel::ambito), by(Dimension::area), by(Dimension::need)}},
  };
  std::vector<Unpublished> found;
  for (const auto& [name, choices] : tables) {
    const auto definition = extract_by(model::Measure::persons, model::When::active_during, choices);
    const auto counted = count_tables(truth, {definition}, scheme, year(2017)).value();
    const auto again = count_tables(drawn, {definition}, scheme, year(2017)).value();
    found.push_back({name, dissimilarity(counted.front(), again.front())});
  }
  return found;
}

}  // namespace raccordo::tests
