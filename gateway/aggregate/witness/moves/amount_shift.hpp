// AmountShift: changes of amounts that move one sum, completed by opposite ones in places beside it, so that
// as few other sums as possible differ. Internal to aggregate/: the moves of money use it.
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
  /// Offers these changes of the target alone and completed in one place after another, from the cheapest up.
  /// Begins the ranking itself: whatever is added, the target must change as by the given changes alone.
  void offer(const std::vector<Edit>& edits, Ranking& ranking);
  /// Changes one amount of a person so that the cell changes by `by`; returns by how much it did: `by` or 0.
  std::int64_t change_one(CellNo cell, PersonNo person, std::int64_t by, std::vector<Edit>& edits);
  /// All amounts of the person, in order of appearance.
  const std::vector<AttributeValue>& amounts_of(PersonNo person);
  /// May the person be changed besides those whom the edits name?
  bool may_change(PersonNo person, const std::vector<Edit>& edits) const;
  /// From now on other sums may differ there only; nothing: anywhere.
  void keep_to(const std::optional<Neighbour>& place) { only_ = place; }

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
  FactColumns dossier_;
  std::vector<AttributeValue> amounts_;
};

}  // namespace raccordo::aggregate
