// Settlement: persons who change lose their amounts, and others of the same former cell get the same sum in
// addition, so that no sum reveals the change. Internal to aggregate/: witness_search uses it for exchanges
// that would otherwise hide sums.
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
  /// True if sums could reveal that two persons exchanged the attribute.
  bool concerns(Attribute attribute) const;
  /// Adds the edits that settle the amounts of both persons; false if nobody who `may_change` can receive
  /// them.
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
