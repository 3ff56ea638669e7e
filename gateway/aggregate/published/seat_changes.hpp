// The changes of all seats: in which groups, and in which comparisons, each differs. Internal to aggregate/:
// movers.hpp decides by them who moves.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/change_masks.hpp"

namespace raccordo::aggregate {

/// A change of one mover, among those of all.
struct MoverChange {
  std::uint32_t mover = 0;
  SeatChange change;
};

struct SeatChanges {
  std::vector<std::array<std::uint32_t, kChangeBits>> counts;  ///< by group: seats by comparison
  std::vector<std::uint32_t> movers;                           ///< seats that may return, in order
  std::vector<std::size_t> ends;                               ///< by mover: the end of its changes
  std::vector<MoverChange> changes;  ///< by mover: where it matters how far the seat moves
  std::vector<StepAmounts> amounts;  ///< of these changes
};

/// Adds `change` (1 or -1) to the number of seats in every comparison of the mask.
void add_to_counts(std::array<std::uint32_t, kChangeBits>& counts, ChangeMask mask, int change);

/// Compares every seat; those that can move are counted as moving as a whole. Uses all processors. Same
/// input, same changes in the same order.
SeatChanges compare_seats(const PublishedRegister& given, const Proposal& proposal, const WatchList& watched,
                          const std::vector<PlannedTable>& plans);

}  // namespace raccordo::aggregate
