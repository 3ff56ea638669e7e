// Finds a witness for one sensitive cell, person by person, until it counts nobody, or at least k. For every
// person it tries the applicable moves, place after place from the cheapest on, and adopts the cheapest
// change. Internal to aggregate/: suppress/ uses it for every sensitive cell.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "aggregate/witness/difference_side.hpp"
#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/moves/duplication.hpp"
#include "aggregate/witness/moves/exchange_in.hpp"
#include "aggregate/witness/moves/exchange_out.hpp"
#include "aggregate/witness/moves/leaver_swap.hpp"
#include "aggregate/witness/moves/relocation_in.hpp"
#include "aggregate/witness/moves/relocation_out.hpp"
#include "aggregate/witness/moves/removal.hpp"
#include "aggregate/witness/moves/transfer_in.hpp"
#include "aggregate/witness/moves/transfer_out.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class WitnessSearch {
 public:
  WitnessSearch(const CellSpace& space, const Register& people, PersonCounter& counter, const Pools& pools,
                const HiddenCells& hidden, Draft& draft);
  /// Moves every person out of the cell, or all except the spared one. Always succeeds: at worst those
  /// persons are removed.
  FoundWitness empty(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  /// The last resort: they are removed, or from the given release only.
  FoundWitness remove(CellNo cell, std::optional<PersonNo> spared);
  /// Those who differ between two releases appear in `layer` as in `other`; nothing if that does not remove
  /// all of them from the difference.
  std::optional<FoundWitness> restore(CellNo cell, std::optional<PersonNo> spared,
                                      std::span<const Layer> layers, std::uint16_t layer,
                                      std::uint16_t other);
  /// Moves others in until the cell counts k besides any one of its own persons, who do not change. Always
  /// succeeds: at worst copies of the first person of the cell are added.
  FoundWitness fill(CellNo cell, std::span<const PersonNo> barred);
  /// From now on all steps are made there, with infinite cost if impossible; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }
  /// From now on all changes concern these releases only; kEveryLayer: all of them.
  void keep_to_layers(const LayerSpan& layers);

 private:
  void start(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  std::vector<PersonNo> who_leave(std::optional<PersonNo> spared) const;
  bool take(Step step, const Wish& wish);
  FoundWitness finish(Goal goal) const;

  const CellSpace& space_;
  DifferenceSide side_;
  const Pools& pools_;
  Draft& draft_;
  Target target_;
  Ranking ranking_;
  CategoryValues values_;
  Neighbourhood neighbourhood_;
  Likeness likeness_;
  Settlement settlement_;
  PairExchange exchange_;
  LeaverSwap leaver_swap_;
  TransferOut transfer_out_;
  TransferIn transfer_in_;
  RelocationOut relocation_out_;
  RelocationIn relocation_in_;
  ExchangeOut exchange_out_;
  ExchangeIn exchange_in_;
  Removal removal_;
  Duplication duplication_;
  std::array<Move*, 6> moves_;  // tried at every place
  LayerSpan layers_;
  std::optional<Neighbour> only_;  // the place of all steps
};

}  // namespace raccordo::aggregate
