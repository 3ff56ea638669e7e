#include "aggregate/witness/witness_search.hpp"

#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/witness/moves/restoration.hpp"

namespace raccordo::aggregate {

WitnessSearch::WitnessSearch(const CellSpace& space, const Register& people, PersonCounter& counter,
                             const Pools& pools, const HiddenCells& hidden, Draft& draft)
    : space_(space),
      side_(space, people, counter),
      pools_(pools),
      draft_(draft),
      target_(space, pools, draft),
      ranking_(draft, space.layers()),
      values_(space, people, counter),
      neighbourhood_(space, hidden),
      likeness_(space, people, counter, pools),
      settlement_(space, people, counter, pools, draft),
      exchange_(space, target_, values_, settlement_),
      leaver_swap_(space, people, pools, draft, target_, values_, neighbourhood_, likeness_, exchange_),
      transfer_out_(space, pools, target_, values_),
      transfer_in_(pools, target_, values_),
      relocation_out_(space, pools, target_, values_),
      relocation_in_(pools, target_, values_),
      exchange_out_(space, pools, target_, likeness_, exchange_),
      exchange_in_(pools, target_, values_, likeness_, exchange_),
      duplication_(target_),
      moves_{&transfer_out_,  &transfer_in_,  &relocation_out_,
             &relocation_in_, &exchange_out_, &exchange_in_} {}

void WitnessSearch::keep_to_layers(const LayerSpan& layers) {
  layers_ = layers;
  removal_.keep_to_layers(layers);
}

void WitnessSearch::start(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared) {
  target_.aim(cell, barred, spared);
  draft_.open(cell, pools_.behind(cell));
}

std::vector<PersonNo> WitnessSearch::who_leave(std::optional<PersonNo> spared) const {
  std::vector<PersonNo> leaving;
  for (const auto person : target_.own()) {
    if (person != spared) leaving.push_back(person);
  }
  return leaving;
}

FoundWitness WitnessSearch::empty(CellNo cell, std::span<const PersonNo> barred,
                                  std::optional<PersonNo> spared) {
  start(cell, barred, spared);
  for (const auto person : who_leave(spared)) {
    if (space_.is_difference(cell)) target_.look_round(side_.of(cell, person));
    if (take({{&person, 1}}, {-1})) continue;
    if (only_) return no_witness();
    // Half a witness may prevent the removal of the others: start again without any of them.
    return remove(cell, spared);
  }
  return finish(spared ? Goal::isolates : Goal::empties);
}

FoundWitness WitnessSearch::remove(CellNo cell, std::optional<PersonNo> spared) {
  start(cell, {}, std::nullopt);
  const auto leaving = who_leave(spared);
  ranking_.begin({}, layers_);
  removal_.propose({leaving}, ranking_);
  if (!ranking_.adopt_best()) return no_witness(1);
  return finish(spared ? Goal::isolates : Goal::empties);
}

std::optional<FoundWitness> WitnessSearch::restore(CellNo cell, std::optional<PersonNo> spared,
                                                   std::span<const Layer> layers, std::uint16_t layer,
                                                   std::uint16_t other) {
  start(cell, {}, std::nullopt);
  const auto leaving = who_leave(spared);
  ranking_.begin({-static_cast<std::int64_t>(leaving.size())}, {layer, layer});
  Restoration(layers, layer, other).propose({leaving}, ranking_);
  if (!ranking_.adopt_best()) return std::nullopt;
  return finish(spared ? Goal::isolates : Goal::empties);
}

FoundWitness WitnessSearch::fill(CellNo cell, std::span<const PersonNo> barred) {
  start(cell, barred, std::nullopt);
  const auto own = target_.own().size();
  if (space_.is_difference(cell) && own > 0) target_.look_round(side_.of(cell, target_.own().front()));
  auto missing = wanted_persons(own, space_.rules_of(cell).k) - static_cast<std::int64_t>(own);
  while (missing > 0 && take({{}, 1}, {1})) --missing;
  if (missing > 0 && only_) return no_witness();
  if (missing > 0) {
    ranking_.begin({}, kEveryLayer);
    duplication_.propose({{}, missing}, ranking_);
    ranking_.adopt_best();
  }
  return finish(Goal::fills);
}

FoundWitness WitnessSearch::finish(Goal goal) const {
  return {{goal, {draft_.edits()}}, draft_.changed_cells(), draft_.cost(), draft_.breaches()};
}

/// Adopts the cheapest change that moves one person in or out; false if there is none.
bool WitnessSearch::take(Step step, const Wish& wish) {
  ranking_.begin(wish, layers_);
  if (!only_ && leaver_swap_.fits(step)) leaver_swap_.propose(step, ranking_);
  for (const auto& neighbour : only_ ? std::vector{*only_} : neighbourhood_.around(target_.cell(), draft_)) {
    if (ranking_.is_good_enough(neighbour) || ranking_.is_exhausted()) break;
    step.to = neighbour;
    for (auto* move : moves_) {
      if (move->fits(step)) move->propose(step, ranking_);
    }
  }
  return ranking_.adopt_best();
}

}  // namespace raccordo::aggregate
