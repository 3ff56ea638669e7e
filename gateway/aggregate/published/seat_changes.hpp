// The changes of all seats: in which groups, and in which comparisons, each differs. They are many, so all
// are counted, and only those of chosen groups or of one seat are listed. Internal to aggregate/: movers.hpp
// decides by them who moves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/change_masks.hpp"

namespace raccordo::aggregate {

/// A change of one mover, among those of all.
struct MoverChange {
  std::uint32_t mover = 0;
  SeatChange change;
};

/// All changes, if those that can move do so as a whole.
struct CountedChanges {
  std::vector<ChangeCounts> counts;   ///< by group
  std::vector<std::uint32_t> movers;  ///< seats that may return, in order
};

/// Changes where it matters how far the seat moves.
struct ListedChanges {
  std::vector<MoverChange> changes;  ///< in order of mover, then of group
  std::vector<StepAmounts> amounts;  ///< of these changes
};

/// Ownership: refers to all it is made from. Threads: one, which starts others. Same input, same changes in
/// the same order.
class SeatChanges {
 public:
  SeatChanges(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
              const std::vector<PlannedTable>& plans);
  SeatChanges(const SeatChanges&) = delete;
  SeatChanges& operator=(const SeatChanges&) = delete;

  /// Compares every seat. Uses all processors.
  CountedChanges count() const;
  /// Of the movers that `count` found, the changes of the wanted groups; `wanted` by group. Uses all
  /// processors.
  ListedChanges list(std::span<const std::uint32_t> movers, std::span<const std::uint8_t> wanted) const;
  /// Of one mover, the changes of all groups, valid until the next call.
  const std::vector<SeatChange>& list_one(std::uint32_t seat);

 private:
  /// What one thread needs.
  class Worker;

  SeatStates states_of(std::uint32_t seat) const;

  const PublishedRegister& given_;
  const Proposal& proposal_;
  const WatchList& watched_;
  const std::vector<PlannedTable>& plans_;
  PersonCounter counter_;
  SeatComparison comparison_;  // for single seats
  ChangeList found_, kept_;    // of a single seat
};

}  // namespace raccordo::aggregate
