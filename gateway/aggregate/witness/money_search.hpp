// Finds witnesses for cells of money by re-sharing it: amounts of persons in the cell change, and those of
// others, so that all sums published stay. Nobody moves, so no count of anything else differs. Internal to
// aggregate/: suppress/ asks here first where the measure is an amount.
#pragma once

#include <optional>
#include <span>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/moves/amount_in.hpp"
#include "aggregate/witness/moves/amount_out.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class MoneySearch {
 public:
  MoneySearch(const CellSpace& space, const Register& people, const Pools& pools, const HiddenCells& hidden,
              Draft& draft);
  /// No person of the cell has an amount there, or only the one spared.
  std::optional<FoundWitness> empty(CellNo cell, std::span<const PersonNo> barred,
                                    std::optional<PersonNo> spared);
  /// Others whose interventions name no amount do, until the cell is full.
  std::optional<FoundWitness> fill(CellNo cell, std::span<const PersonNo> barred);
  /// The largest contribution becomes larger or smaller by p percent of itself or more. Always succeeds: at
  /// worst every sum in which that person has a share differs.
  FoundWitness shift(CellNo cell, const LargestShares& shares, Goal goal, const Rules& rules);
  /// From now on other sums may differ there only; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { shift_.keep_to(place); }

 private:
  std::optional<FoundWitness> ask(Move& move, const Step& step, Goal goal);

  const CellSpace& space_;
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
