// Who moves. All seats begin as movers; while the change of a watched group against an earlier release that
// showed it concerns 1 to k-1 seats, those that cause it move less far, or stay. If nobody moved, every stock
// would be as in the release before, so this ends. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/proposal.hpp"
#include "aggregate/published/watch_list.hpp"

namespace raccordo::aggregate {

struct MoveRules {
  int k = 5, p_percent = 10;
};

struct Moves {
  std::vector<MoveStep> steps;  ///< by seat of the proposal
  /// Groups in which stock less stock less flow is still small, because of those who linger: at least one of
  /// their cells must be hidden.
  std::vector<std::uint32_t> not_ready;
  std::size_t returned = 0;  ///< seats that had other facts and stay
  std::size_t partly = 0;    ///< seats that move in part
};

/// Same input, same moves. Each seat returns at most twice, from whole to part and from there to staying, and
/// none moves again, so time is bounded by the seats times the groups in which they count. `plans` are those
/// of the watch list; `hidden`, by cell, says what this release will surely hide, so that nobody stays
/// because of it.
Moves decide_moves(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
                   const std::vector<PlannedTable>& plans, std::span<const std::uint8_t> hidden,
                   const MoveRules& rules);

}  // namespace raccordo::aggregate
