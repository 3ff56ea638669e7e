// Moves the published register to the next release: what is proposed, who moves, what must be hidden, and the
// register with that release. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/published/movers.hpp"
#include "aggregate/published/proposal.hpp"
#include "aggregate/published/published_register.hpp"
#include "aggregate/published/watch_list.hpp"

namespace raccordo::aggregate {

struct NextRelease {
  Proposal proposal;
  Moves moves;

  const SeatFacts& facts(std::size_t seat) const { return proposal.choices[seat].at(moves.steps[seat]); }
};

/// The seats of the next release. There must be at least one plan, and the plans must have the clock of the
/// published register.
NextRelease plan_next(const PublishedRegister& given, const model::FactSet& facts,
                      const std::vector<PlannedTable>& plans, const WatchList& watched,
                      const MoveRules& rules, std::string_view key);

/// The keys of the groups whose cells are all shown, sorted. `hidden` by cell.
std::vector<std::uint64_t> shown_groups(const WatchList& watched, std::span<const std::uint8_t> hidden);

/// The seats as facts that the tables are counted from.
model::FactSet facts_of(const NextRelease& next, const model::Period& period);

/// By cell of all tables: 1 if its number is that of 1 to k-1 persons. The plans must be counted.
std::vector<std::uint8_t> small_cells(const std::vector<PlannedTable>& plans, int k);

/// Hides besides what would be shown too early: cells of groups that are not ready, first those that the
/// release before did not show either.
void hide_not_ready(const PublishedRegister& given, const NextRelease& next, const WatchList& watched,
                    std::span<std::uint8_t> hidden);

/// Adds the release, of which id and period are given. `hidden` is by cell what it hides, `compared` how many
/// releases are compared one by one from now on; older ones are merged. Seats that no release shows any more
/// are removed.
void add_release(PublishedRegister& given, NextRelease next, EarlierRelease release, const WatchList& watched,
                 std::span<const std::uint8_t> hidden, std::size_t compared);

}  // namespace raccordo::aggregate
