// Two persons exchange an attribute: the edits of both and, where sums could tell of it, the settlement of
// their money. Internal to aggregate/: the moves that exchange use it.
#pragma once

#include <cstdint>
#include <span>

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/likeness.hpp"
#include "aggregate/witness/ranking.hpp"
#include "aggregate/witness/settlement.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

/// A person, and the category that the person hands over.
struct Side {
  PersonNo person = 0;
  int category = 0;
};

/// Ownership: refers to all it is made from. Threads: one.
class PairExchange {
 public:
  PairExchange(const CellSpace& space, const Target& target, CategoryValues& values, Settlement& settlement)
      : space_(space), target_(target), values_(values), settlement_(settlement) {}
  /// Offers that each gets what the other has of the dimension's attribute in those categories; nothing if
  /// one has nothing to give, or if the money cannot be settled.
  void offer(std::size_t dimension, Side one, Side other, Money money, Ranking& ranking);
  /// What two persons exchange who differ in the neighbour's second dimension besides.
  Exchange towards(const Neighbour& neighbour, Money money) const;
  /// The ways to treat money; settling only where it could help.
  std::span<const Money> ways(const Neighbour& neighbour) const;

 private:
  const CellSpace& space_;
  const Target& target_;
  CategoryValues& values_;
  Settlement& settlement_;
};

/// Those of a pool that have this mark.
std::span<const Mark> alike(std::span<const Mark> pool, std::uint64_t mark);

}  // namespace raccordo::aggregate
