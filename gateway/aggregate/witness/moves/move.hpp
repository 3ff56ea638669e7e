// Move: one way in which a register changes so that a person leaves the target or comes to it. A move
// proposes changes, the ranking keeps the cheapest, a search decides which moves are asked and in which
// order. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>

#include "aggregate/witness/neighbourhood.hpp"
#include "aggregate/witness/ranking.hpp"

namespace raccordo::aggregate {

/// What a move is asked for.
struct Step {
  std::span<const PersonNo> leaving = {};  ///< who must leave the target; nobody: others must come
  std::int64_t coming = 0;                 ///< how many must come
  Neighbour to = {};                       ///< where partners are sought, by moves that need them
};

/// Ownership: refers to what it is made from. Threads: one.
class Move {
 public:
  Move() = default;
  Move(const Move&) = delete;
  Move& operator=(const Move&) = delete;
  virtual ~Move() = default;
  /// Can the move do this step at all?
  virtual bool fits(const Step& step) const = 0;
  /// Offers changes to the ranking until it has enough. Call it only for steps that fit.
  virtual void propose(const Step& step, Ranking& ranking) = 0;
};

}  // namespace raccordo::aggregate
