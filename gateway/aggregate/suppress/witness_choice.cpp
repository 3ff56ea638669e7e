#include "aggregate/suppress/witness_choice.hpp"

#include <utility>

#include "aggregate/suppress/certified.hpp"

namespace raccordo::aggregate {
namespace {

void take_cheaper(FoundWitness& best, std::optional<FoundWitness> other) {
  if (other && other->cost < best.cost) best = std::move(*other);
}

}  // namespace

bool WitnessChoice::is_money(CellNo cell) const {
  const auto& space = base_.space;
  return !space.is_change(cell) &&
         space.plan(space.table_of(space.place_of(cell))).table.definition.measure == model::Measure::amount;
}

FoundWitness WitnessChoice::empty(CellNo cell, const std::vector<PersonNo>& barred,
                                  std::optional<PersonNo> spared) {
  auto money = is_money(cell) ? money_.empty(cell, barred, spared) : std::nullopt;
  if (money && money->cost <= 0) return std::move(*money);
  auto found = search_.empty(cell, barred, spared);
  take_cheaper(found, std::move(money));
  if (may_be_narrowed(found, cell)) narrow_empty(found, cell, barred, spared);
  return found;
}

FoundWitness WitnessChoice::fill(CellNo cell, const std::vector<PersonNo>& barred) {
  auto money = is_money(cell) ? money_.fill(cell, barred) : std::nullopt;
  if (money && money->cost <= 0) return std::move(*money);
  auto found = search_.fill(cell, barred);
  take_cheaper(found, std::move(money));
  if (may_be_narrowed(found, cell)) narrow_fill(found, cell, barred);
  return found;
}

FoundWitness WitnessChoice::shift(CellNo cell, Goal goal) {
  auto found = money_.shift(cell, base_.shares[cell], goal, base_.space.rules_of(cell));
  if (!may_be_narrowed(found, cell)) return found;
  keep_to_layers({base_.newest, base_.newest});
  take_cheaper(found, money_.shift(cell, base_.shares[cell], goal, base_.space.rules_of(cell)));
  keep_to_layers(kEveryLayer);
  return found;
}

void WitnessChoice::keep_to(const std::optional<Neighbour>& place) {
  search_.keep_to(place);
  money_.keep_to(place);
}

void WitnessChoice::keep_to_layers(const LayerSpan& layers) {
  search_.keep_to_layers(layers);
  money_.keep_to_layers(layers);
}

bool WitnessChoice::may_be_narrowed(const FoundWitness& found, CellNo cell) const {
  return (found.breaches != 0 || found.cost >= kProvinceCost) && base_.newest > 0 &&
         base_.space.layer_of(cell) == base_.newest;
}

/// If a change is not possible in all releases alike, it may be made in the newest only.
void WitnessChoice::narrow_empty(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred,
                                 std::optional<PersonNo> spared) {
  take_cheaper(best, search_.remove(cell, spared));
  const auto newest = base_.newest;
  if (base_.space.is_change(cell)) {
    const auto layers = base_.joint.layers;
    const auto older = base_.space.layer_of(base_.space.difference(cell).parts.front());
    take_cheaper(best, search_.restore(cell, spared, layers, newest, older));
    if (base_.is_revision(older)) take_cheaper(best, search_.restore(cell, spared, layers, older, newest));
    return;
  }
  keep_to_layers({newest, newest});
  take_cheaper(best, search_.empty(cell, barred, spared));
  take_cheaper(best, search_.remove(cell, spared));
  if (is_money(cell)) take_cheaper(best, money_.empty(cell, barred, spared));
  keep_to_layers(kEveryLayer);
}

void WitnessChoice::narrow_fill(FoundWitness& best, CellNo cell, const std::vector<PersonNo>& barred) {
  if (base_.space.is_change(cell)) return;
  keep_to_layers({base_.newest, base_.newest});
  take_cheaper(best, search_.fill(cell, barred));
  if (is_money(cell)) take_cheaper(best, money_.fill(cell, barred));
  keep_to_layers(kEveryLayer);
}

}  // namespace raccordo::aggregate
