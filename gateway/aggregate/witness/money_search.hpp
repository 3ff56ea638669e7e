// Finds witnesses for cells of money by re-sharing it: amounts of persons in the cell change, and those of
// others, so that all sums published stay. Nobody moves, so no count of anything else differs. Internal to
// aggregate/: suppression.cpp asks here first where the measure is an amount.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aggregate/layers/largest_shares.hpp"
#include "aggregate/witness/witness_search.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class MoneySearch {
 public:
  MoneySearch(const CellSpace& space, const Register& people, const Pools& pools, const HiddenCells& hidden,
              Draft& draft)
      : space_(space), people_(people), pools_(pools), draft_(draft), neighbourhood_(space, hidden) {}
  /// No person of the cell has an amount there, or only the one spared.
  std::optional<FoundWitness> empty(CellNo cell, std::span<const PersonNo> barred,
                                    std::optional<PersonNo> spared);
  /// Others whose interventions name no amount do, until the cell is full.
  std::optional<FoundWitness> fill(CellNo cell, std::span<const PersonNo> barred);
  /// The largest contribution becomes larger or smaller by p percent of itself or more. Always succeeds: at
  /// worst every sum in which that person has a share differs.
  FoundWitness shift(CellNo cell, const LargestShares& shares, Goal goal, const Rules& rules);
  /// From now on other sums may differ there only; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }

 private:
  void start(CellNo cell, std::span<const PersonNo> barred);
  bool may_change(PersonNo person, const std::vector<Edit>& taken) const;
  bool counts_here(const Edit& edit);
  std::optional<FoundWitness> balance(std::vector<Edit> edits, Goal goal);
  std::vector<Edit> scale(PersonNo person, Goal goal, const Rules& rules);
  bool counter_shares(const Neighbour& neighbour, std::int64_t by, std::vector<Edit>& edits);
  bool reshare(CellNo cell, std::int64_t by, std::vector<Edit>& edits);
  std::int64_t reshare_one(CellNo cell, PersonNo person, std::int64_t by, std::vector<Edit>& edits);

  const CellSpace& space_;
  const Register& people_;
  const Pools& pools_;
  Draft& draft_;
  Neighbourhood neighbourhood_;
  CellNo cell_ = 0;
  std::span<const PersonNo> barred_;
  std::optional<PersonNo> spared_;
  std::optional<Neighbour> only_;
  FactColumns dossier_;
  std::vector<AttributeValue> amounts_;
};

}  // namespace raccordo::aggregate
