// AmountShift: changes of amounts that change one sum, completed by opposite ones in neighbouring places, so
// that as few other sums as possible differ. Internal to aggregate/: used by the moves of amounts.
#pragma once

#include <optional>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/witness/neighbourhood.hpp"
#include "aggregate/witness/pools.hpp"
#include "aggregate/witness/ranking.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class AmountShift {
 public:
  AmountShift(const CellSpace& space, const Register& people, const Pools& pools, const Target& target,
              Neighbourhood& neighbourhood, Draft& draft)
      : space_(space),
        people_(people),
        pools_(pools),
        target_(target),
        neighbourhood_(neighbourhood),
        draft_(draft) {}
  /// Offers these changes of the target alone and completed in one place after another, from the cheapest on.
  /// Starts the ranking itself: with any completion, the target must change as by the given changes.
  void offer(const std::vector<Edit>& edits, Ranking& ranking);
  /// Changes one amount of a person so that the cell changes by `by`; returns the actual change: `by` or 0.
  std::int64_t change_one(CellNo cell, PersonNo person, std::int64_t by, std::vector<Edit>& edits);
  /// All amounts of the person, in order of appearance.
  const std::vector<AttributeValue>& amounts_of(PersonNo person);
  /// True if the person may be changed in addition to those of the edits.
  bool may_change(PersonNo person, const std::vector<Edit>& edits) const;
  /// From now on other sums may differ there only; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }
  /// From now on amounts change in these releases only; kEveryLayer: in all of them.
  void keep_to_layers(const LayerSpan& layers) { layers_ = layers; }

 private:
  bool counter(const Neighbour& neighbour, std::int64_t by, std::vector<Edit>& edits);
  bool reshare(CellNo cell, std::int64_t by, std::vector<Edit>& edits);

  const CellSpace& space_;
  const Register& people_;
  const Pools& pools_;
  const Target& target_;
  Neighbourhood& neighbourhood_;
  Draft& draft_;
  std::optional<Neighbour> only_;
  LayerSpan layers_;
  FactColumns dossier_;
  std::vector<AttributeValue> amounts_;
};

}  // namespace raccordo::aggregate
