// In which comparisons a seat counts as changed, for every group in which it counts: one bit for each
// comparison. Internal to aggregate/: used by movers.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

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
  std::array<ChangeMask, kMoveSteps> masks{};      ///< by step: the comparisons that differ
  std::array<std::int64_t, kMoveSteps> amounts{};  ///< amounts only: what the seat adds
};

/// The facts of one seat that are compared.
struct SeatStates {
  const Choice* choice = nullptr;
  const Seat* seat = nullptr;  ///< null if the seat is new
};

/// Compares the states of single seats. Refers to what it is made from. Threads: one.
class SeatComparison {
 public:
  SeatComparison(std::size_t releases, WatchList& watched, PersonCounter& counter,
                 const model::Period& period);
  /// Replaces `out` by all groups in which the seat differs in any comparison, in order of group.
  void compare(const SeatStates& states, std::vector<SeatChange>& out);

 private:
  using Values = std::vector<GroupValue>;
  /// Goes through one list of values.
  struct Cursor {
    const Values* values = nullptr;
    std::size_t at = 0;
    std::int64_t value_of(std::uint32_t group);
  };

  void list(const SeatFacts& facts);
  /// The values of facts of this seat; the same facts are counted once.
  const Values* value(const SeatFacts& facts);
  void list_states(const SeatStates& states);
  void collect_groups();
  void add_then(std::uint32_t group, const std::array<std::int64_t, kMoveSteps>& now,
                const std::vector<std::int64_t>& then, SeatChange& change) const;

  std::size_t releases_;
  WatchList& watched_;
  PersonCounter& counter_;
  const model::Period& period_;
  FactColumns columns_;
  std::vector<Contribution> contributions_;
  struct Known {
    SeatFacts facts;
    Values values;
  };
  std::deque<Known> known_;                         // facts of this seat that are counted
  std::array<const Values*, kMoveSteps> values_{};  // by step
  Values before_;
  std::vector<const Values*> states_;  // by state of the seat
  std::vector<StateNo> then_;          // by release
  GroupSet set_;
  std::vector<std::uint32_t> groups_;  // in which any state counts
};

}  // namespace raccordo::aggregate
