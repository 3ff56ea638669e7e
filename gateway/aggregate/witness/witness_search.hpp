// Finds a witness for one sensitive cell, person by person: until nobody stands behind the cell, or at least
// k do. For every person it asks the moves that fit, place after place from the cheapest up, and adopts the
// change that costs least. Internal to aggregate/: suppress/ asks it for every sensitive cell.
#pragma once

#include <array>
#include <optional>
#include <span>

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
  /// Takes every person out of the cell, or all but the one spared. Always succeeds: at worst those persons
  /// do not exist at all.
  FoundWitness empty(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  /// The last resort: they do not exist, or not in the release that is kept to.
  FoundWitness remove(CellNo cell, std::optional<PersonNo> spared);
  /// Those who differ between two releases stand in `layer` as they stand in `other`; nothing if that does
  /// not bring all of them out of the difference.
  std::optional<FoundWitness> restore(CellNo cell, std::optional<PersonNo> spared,
                                      std::span<const Layer> layers, std::uint16_t layer,
                                      std::uint16_t other);
  /// Brings others in until k stand behind the cell besides any one of its own persons, who stay as they are.
  /// Always succeeds: at worst there are more persons like the first of the cell.
  FoundWitness fill(CellNo cell, std::span<const PersonNo> barred);
  /// From now on all steps go there, and what cannot be had there costs infinitely; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }
  /// From now on all changes concern these releases only; kEveryLayer: all alike.
  void keep_to_layers(const LayerSpan& layers);

 private:
  void start(CellNo cell, std::span<const PersonNo> barred, std::optional<PersonNo> spared);
  std::vector<PersonNo> who_leave(std::optional<PersonNo> spared) const;
  CellNo side_of(PersonNo person);
  bool take(Step step, const Wish& wish);
  FoundWitness finish(Goal goal) const;

  const CellSpace& space_;
  const Register& people_;
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
  std::array<Move*, 6> moves_;  // asked at every place
  LayerSpan layers_;
  std::optional<Neighbour> only_;  // where all steps must go
  FactColumns dossier_;
};

}  // namespace raccordo::aggregate
