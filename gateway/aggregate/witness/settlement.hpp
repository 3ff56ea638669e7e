// Settlement: persons who change take no money with them. Their amounts are forgotten, and others who stand
// where they stood have as much more, so that no sum tells of the change. Internal to aggregate/:
// witness_search tries exchanges so that would else need sums hidden.
#pragma once

#include <functional>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/pools.hpp"

namespace raccordo::aggregate {

/// Ownership: refers to all it is made from. Threads: one.
class Settlement {
 public:
  Settlement(const CellSpace& space, const Register& people, PersonCounter& counter, const Pools& pools,
             Draft& draft);
  /// Could sums tell that two persons exchanged the attribute?
  bool concerns(Attribute attribute) const;
  /// Adds what settles the money of both persons; false if no one who `may_change` can take it on.
  bool settle(PersonNo one, PersonNo other, const std::function<bool(PersonNo)>& may_change,
              std::vector<Edit>& edits);

 private:
  bool settle_one(PersonNo person, const std::function<bool(PersonNo)>& may_change, std::vector<Edit>& edits);
  bool hand_over(CellNo cell, std::int64_t sum, const std::function<bool(PersonNo)>& may_change,
                 std::vector<Edit>& edits);

  const Register& people_;
  PersonCounter& counter_;
  const Pools& pools_;
  Draft& draft_;
  std::vector<std::size_t> of_money_;  // tables
  FactColumns dossier_;
  std::vector<AttributeValue> amounts_;
  std::vector<Contribution> list_;
};

}  // namespace raccordo::aggregate
