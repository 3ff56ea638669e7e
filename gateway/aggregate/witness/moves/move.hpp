// Move: one kind of change of a register by which a person leaves the target or comes to it. A move proposes
// changes, the ranking keeps the cheapest, a search decides which moves are used in which order. Internal to
// aggregate/.
#pragma once

#include <cstdint>
#include <span>

#include "aggregate/witness/neighbourhood.hpp"
#include "aggregate/witness/ranking.hpp"

namespace raccordo::aggregate {

/// The task of a move.
struct Step {
  std::span<const PersonNo> leaving = {};  ///< persons who must leave the target; none: others must come
  std::int64_t coming = 0;                 ///< number of persons who must come
  Neighbour to = {};                       ///< where partners are searched, for moves that need them
};

/// Ownership: refers to what it is made from. Threads: one.
class Move {
 public:
  Move() = default;
  Move(const Move&) = delete;
  Move& operator=(const Move&) = delete;
  virtual ~Move() = default;
  /// True if the move applies to this step.
  virtual bool fits(const Step& step) const = 0;
  /// Offers changes to the ranking until it has enough. Call it only if the move applies.
  virtual void propose(const Step& step, Ranking& ranking) = 0;
};

}  // namespace raccordo::aggregate
