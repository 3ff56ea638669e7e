// In which comparisons a seat counts as changed, for every group in which it counts: one bit for each
// comparison. Internal to aggregate/: used by movers.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/published/proposal.hpp"
#include "aggregate/published/published_register.hpp"
#include "aggregate/published/watch_list.hpp"

namespace raccordo::aggregate {

/// Bits 0 to 23: the group differs from that earlier release.
using ChangeMask = std::uint32_t;
inline constexpr unsigned kFlowBit = kMostReleases;          ///< came or went in this period
inline constexpr unsigned kResidualBit = kMostReleases + 1;  ///< stock less stock less flow is not 0
inline constexpr unsigned kMovedBit = kMostReleases + 2;     ///< differs from what it is if the seat stays
inline constexpr unsigned kChangeBits = kMostReleases + 3;

inline constexpr ChangeMask bit(unsigned number) { return ChangeMask{1} << number; }

/// One group of one seat.
struct SeatChange {
  std::uint32_t group = 0;
  std::array<ChangeMask, kMoveSteps> masks{};  ///< by step: the comparisons that differ
  std::uint32_t amount = kNoAmounts;           ///< its place among the amounts of all changes

  static constexpr auto kNoAmounts = std::numeric_limits<std::uint32_t>::max();
};

/// What the seat adds to a sum, by step.
using StepAmounts = std::array<std::int64_t, kMoveSteps>;

/// Changes with the amounts that they refer to.
struct ChangeList {
  std::vector<SeatChange> changes;
  std::vector<StepAmounts> amounts;  ///< of flows of amounts

  void clear() {
    changes.clear();
    amounts.clear();
  }
};

/// Of one group: the number of seats that differ, by comparison.
using ChangeCounts = std::array<std::uint32_t, kChangeBits>;
/// Adds `change` (1 or -1) to the number of seats in every comparison of the mask.
void add_to_counts(ChangeCounts& counts, ChangeMask mask, int change);

/// The facts of one seat that are compared.
struct SeatStates {
  const Choice* choice = nullptr;
  const Seat* seat = nullptr;  ///< null if the seat is new
};

/// Compares the states of single seats. Refers to what it is made from. Threads: one; several may share a
/// watch list and an index, each with its own counter.
class SeatComparison {
 public:
  /// `index` of the groups that are looked at, all or some of those of the watch list.
  SeatComparison(std::size_t releases, const WatchList& watched, const WatchIndex& index,
                 PersonCounter& counter, const model::Period& period);
  /// Adds the seat to the counts of all groups, by comparison, in which it differs if it moves as a whole.
  void count(const SeatStates& states, std::vector<ChangeCounts>& counts);
  /// Replaces `out` by all groups in which the seat differs in any comparison, in order of group.
  void compare(const SeatStates& states, ChangeList& out);

 private:
  using Values = std::vector<GroupValue>;
  /// Goes through one list of values.
  struct Cursor {
    const Values* values = nullptr;
    std::size_t at = 0;
    std::int64_t value_of(std::uint32_t group);
  };
  /// Facts of the seat that were counted.
  struct Known {
    const SeatFacts* facts = nullptr;
    std::vector<Contribution> cells;
    Values stocks;            ///< less those of the seat if it stays; by add_up
    ChangeMask releases = 0;  ///< in which the seat was so
  };

  void list(const SeatFacts& facts, std::vector<Contribution>& cells);
  void forget();
  std::span<Known> known() { return std::span(known_).first(known_count_); }
  Known* find(const SeatFacts& facts);
  /// The same facts are counted once; they must outlive the seat that is compared.
  Known& know(const SeatFacts& facts);
  /// The same, with the values of stocks.
  Known& add_up(const SeatFacts& facts);
  /// Replaces `changed_cells_` by what one list counts more than the other.
  void subtract(const std::vector<Contribution>& cells, const std::vector<Contribution>& less);
  /// Calls `use(facts, releases)` for each state that the seat had.
  template <class Use>
  void for_earlier(const Seat& seat, Use use);
  /// The cells of the seat in the newest release, as they were counted then.
  const std::vector<Contribution>& list_last(const Seat& seat);
  void list_states(const SeatStates& states);
  void collect_groups();
  void compare_stock(const std::array<std::int64_t, kMoveSteps>& now, SeatChange& change);
  void compare_period(const std::array<std::int64_t, kMoveSteps>& now, std::int64_t gone, SeatChange& change,
                      StepAmounts& amounts) const;

  std::size_t releases_;
  const WatchList& watched_;
  const WatchIndex& index_;
  PersonCounter& counter_;
  const model::Period& period_;
  GroupSums sums_;
  FactColumns columns_;
  std::vector<Contribution> cells_, changed_cells_;
  std::vector<Known> known_;  // those of staying first; used again, with their memory, for the next seat
  std::size_t known_count_ = 0;
  std::deque<SeatFacts> settled_;                  // of this seat
  std::vector<std::int64_t> values_;               // by cell; 0 between calls
  std::array<const Known*, kMoveSteps> steps_{};   // by step
  std::array<Values, kMoveSteps> counted_flows_;   // by step
  std::array<const Values*, kMoveSteps> flows_{};  // by step: those of the first with the same facts
  Values before_;
  std::vector<std::pair<Cursor, ChangeMask>> then_;  // the states in earlier releases
  GroupSet set_;
  std::vector<std::uint32_t> groups_;  // in which any state counts differently, or in the period
};

}  // namespace raccordo::aggregate
