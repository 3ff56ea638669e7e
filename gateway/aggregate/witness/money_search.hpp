// Finds witnesses for amount cells by redistributing amounts: amounts of persons in the cell and of others
// change so that all published sums stay. Nobody moves, so no count differs. Internal to aggregate/:
// suppress/ uses it first if the measure is an amount.
#pragma once

#include <optional>
#include <span>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/witness/difference_side.hpp"
#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/moves/amount_in.hpp"
#include "aggregate/witness/moves/amount_out.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class MoneySearch {
 public:
  MoneySearch(const CellSpace& space, const Register& people, PersonCounter& counter, const Pools& pools,
              const HiddenCells& hidden, Draft& draft);
  /// No person of the cell has an amount there, or only the spared one.
  std::optional<FoundWitness> empty(CellNo cell, std::span<const PersonNo> barred,
                                    std::optional<PersonNo> spared);
  /// Others whose interventions have no amount get one, until the cell is full.
  std::optional<FoundWitness> fill(CellNo cell, std::span<const PersonNo> barred);
  /// The largest contribution changes by p percent of itself or more, up or down. Always succeeds: at worst
  /// every sum with a contribution of that person differs.
  FoundWitness shift(CellNo cell, const LargestShares& shares, Goal goal, const Rules& rules);
  /// From now on other sums may differ there only; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { shift_.keep_to(place); }
  /// From now on all changes concern these releases only; kEveryLayer: all of them.
  void keep_to_layers(const LayerSpan& layers) { shift_.keep_to_layers(layers); }

 private:
  std::optional<FoundWitness> ask(Move& move, const Step& step, Goal goal);

  const CellSpace& space_;
  DifferenceSide side_;
  const Pools& pools_;
  Draft& draft_;
  Target target_;
  Ranking ranking_;
  Neighbourhood neighbourhood_;
  AmountShift shift_;
  AmountOut amount_out_;
  AmountIn amount_in_;
};

}  // namespace raccordo::aggregate
