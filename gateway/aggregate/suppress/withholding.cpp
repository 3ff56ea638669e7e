#include "aggregate/suppress/withholding.hpp"

#include <algorithm>
#include <set>

namespace raccordo::aggregate {

/// A table whose cells block only because their members did not change is withheld except for its total.
/// Cells shown by an earlier release cannot be hidden.
void Withholding::resolve(std::vector<Certified>& items) {
  certifier_.use(Resort::last);
  for (auto& item : items) {
    if (breaches(item) == 0 || renewal_.leave_in_the_past(item)) continue;
    do {
      holdings_.drop(item);
      certifier_.certify(item);
    } while (breaches(item) != 0 && withhold_blocking(item));
    if (breaches(item) == 0) continue;
    refusal_ = explain(item);
    break;
  }
  certifier_.use(Resort::usual);
}

bool Withholding::withhold_blocking(const Certified& item) {
  const auto& space = base_.space;
  std::set<std::size_t> tables;
  for (const auto& witness : item.witnesses) {
    for (const auto cell : witness.changed) {
      const bool blocks = space.is_frozen(cell) && space.layer_of(cell) == base_.newest;
      if (blocks && cell != space.first_cell(space.table_of(cell))) tables.insert(space.table_of(cell));
    }
  }
  for (const auto table : tables) withhold(table);
  return !tables.empty();
}

void Withholding::withhold(std::size_t table) {
  for (auto cell = base_.space.first_cell(table) + 1; cell < base_.space.first_cell(table + 1); ++cell) {
    base_.space.thaw(cell);
    base_.hidden.hold(cell);
  }
  withheld_.push_back(table);
}

std::vector<std::string> Withholding::withheld() const {
  std::vector<std::string> ids;
  for (const auto table : withheld_) ids.push_back(base_.plans[table].table.definition.id);
  return ids;
}

std::string Withholding::name_of(CellNo cell) const {
  const auto table = base_.space.table_of(cell);
  std::string name;
  for (std::size_t i = 0; i < base_.space.dimensions(table); ++i) {
    const auto& shown = base_.plans[table].table.dimensions[i];
    const auto category = static_cast<std::size_t>(base_.space.category(table, cell, i));
    name += (i == 0 ? "" : ", ") + shown.id + "=" + shown.categories[category].code;
  }
  return name;
}

std::string Withholding::explain(const Certified& item) const {
  const auto& space = base_.space;
  const auto place = space.place_of(item.cell);
  const auto first = first_cell_of_layer(base_.plans, base_.newest);
  std::uint16_t earlier = 0;
  for (const auto& witness : item.witnesses) {
    for (const auto cell : witness.changed) {
      if (!space.is_frozen(cell)) continue;
      const auto layer = space.layer_of(cell);
      earlier = std::max(earlier, layer < base_.newest ? layer : base_.ties.source[cell - first]);
    }
  }
  const auto& release = base_.joint.layers[earlier];
  return "table '" + base_.plans[space.table_of(place)].table.definition.id + "', cell " + name_of(place) +
         ", cannot be protected beside what the release of " + release.period.code + " (" +
         release.release_id +
         ") shows; take the table out of the catalogue or choose a higher level for it, or release later";
}

}  // namespace raccordo::aggregate
