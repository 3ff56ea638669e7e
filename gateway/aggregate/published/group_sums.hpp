// Adds up what one seat counts in the watched groups, from what it counts in cells. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "aggregate/count/table_counter.hpp"
#include "aggregate/published/group_set.hpp"
#include "aggregate/published/watched_group.hpp"

namespace raccordo::aggregate {

/// The value of one seat in one group.
struct GroupValue {
  std::uint32_t group = 0;
  std::int64_t value = 0;
};

/// The groups that a cell belongs to, one cell after another.
struct GroupIndex {
  struct Entry {
    std::uint32_t group = 0;
    int factor = 1;
  };
  std::vector<std::uint32_t> begin;  ///< by cell; one more than there are cells
  std::vector<Entry> entries;
};

/// Of the groups that `is_meant(group)`, the terms in which each cell stands.
template <class IsMeant>
GroupIndex index_groups(const std::vector<WatchedGroup>& groups, std::size_t cells,
                        std::vector<WatchTerm> WatchedGroup::*terms, IsMeant is_meant) {
  GroupIndex out;
  out.begin.assign(cells + 1, 0);
  for (const auto& group : groups) {
    if (!is_meant(group)) continue;
    for (const auto& term : group.*terms) ++out.begin[term.cell + 1];
  }
  for (std::size_t i = 1; i < out.begin.size(); ++i) out.begin[i] += out.begin[i - 1];
  out.entries.resize(out.begin.back());
  auto next = out.begin;
  for (std::uint32_t number = 0; number < groups.size(); ++number) {
    if (!is_meant(groups[number])) continue;
    for (const auto& term : groups[number].*terms) out.entries[next[term.cell]++] = {number, term.factor};
  }
  return out;
}

/// The memory of the sums. Threads: one; several threads may share an index, each with its own sums.
class GroupSums {
 public:
  explicit GroupSums(std::size_t groups) : sums_(groups, 0), touched_(groups) {}
  /// Replaces `out` by the groups in which these contributions count, in order of group, values of 0 left
  /// out.
  void add_up(const GroupIndex& index, std::span<const Contribution> contributions,
              std::vector<GroupValue>& out);
  /// Adds these contributions to the sums.
  void add(const GroupIndex& index, std::span<const Contribution> contributions);
  /// Calls `use(group, sum)` for each sum that is not 0, in order of group, and forgets all.
  template <class Use>
  void take_all(Use use) {
    touched_.take_all([&](std::uint32_t group) {
      if (const auto sum = std::exchange(sums_[group], 0); sum != 0) use(group, sum);
    });
  }

 private:
  std::vector<std::int64_t> sums_;
  GroupSet touched_;
};

}  // namespace raccordo::aggregate
