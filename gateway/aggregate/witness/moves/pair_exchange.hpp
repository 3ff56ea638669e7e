// Two persons exchange an attribute: the edits of both and, if sums could reveal it, the settlement of their
// amounts. Internal to aggregate/: used by the exchanging moves.
#pragma once

#include <cstdint>
#include <span>

#include "aggregate/witness/category_values.hpp"
#include "aggregate/witness/likeness.hpp"
#include "aggregate/witness/ranking.hpp"
#include "aggregate/witness/settlement.hpp"
#include "aggregate/witness/target.hpp"

namespace raccordo::aggregate {

/// A person, and the category that the person gives away.
struct Side {
  PersonNo person = 0;
  int category = 0;
};

/// Ownership: refers to all it is made from. Threads: one.
class PairExchange {
 public:
  PairExchange(const CellSpace& space, const Target& target, CategoryValues& values, Settlement& settlement)
      : space_(space), target_(target), values_(values), settlement_(settlement) {}
  /// Offers that each gets the values of the other in those categories; nothing if one has no value, or if
  /// the amounts cannot be settled.
  void offer(std::size_t dimension, Side one, Side other, Money money, Ranking& ranking);
  /// The exchange of two persons who also differ in the neighbour's second dimension.
  Exchange towards(const Neighbour& neighbour, Money money) const;
  /// The ways to treat amounts; settlement only if it could help.
  std::span<const Money> ways(const Neighbour& neighbour) const;

 private:
  const CellSpace& space_;
  const Target& target_;
  CategoryValues& values_;
  Settlement& settlement_;
};

/// The persons of a pool with this mark.
std::span<const Mark> alike(std::span<const Mark> pool, std::uint64_t mark);

}  // namespace raccordo::aggregate
