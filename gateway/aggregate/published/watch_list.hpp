// What an attacker can compute from published tables: every cell, and the groups that follow from them by
// addition and subtraction. Changes of each concern no person or at least k (movers.hpp). Generated from the
// catalogue, never from the data. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/layers/register.hpp"
#include "aggregate/published/group_set.hpp"
#include "aggregate/published/watched_group.hpp"

namespace raccordo::aggregate {

/// The value of one seat in one group.
struct GroupValue {
  std::uint32_t group = 0;
  std::int64_t value = 0;
};

class WatchList {
 public:
  /// Generates all groups of the planned tables.
  explicit WatchList(std::span<const PlannedTable> plans);

  const std::vector<WatchedGroup>& groups() const { return groups_; }
  /// A stable number for a group: the same for the same persons, whatever tables show them in whatever
  /// release.
  std::uint64_t key(std::uint32_t group) const { return keys_[group]; }
  /// True if the group is among the keys, which are sorted; also under the key that older programs gave it.
  bool is_in(std::span<const std::uint64_t> keys, std::uint32_t group) const;
  std::size_t cells() const { return cells_; }

  /// The groups in which a seat with these contributions counts, in order of group, values of 0 left out.
  void values(std::span<const Contribution> contributions, std::vector<GroupValue>& out);
  /// The same over the terms `before`.
  void values_before(std::span<const Contribution> contributions, std::vector<GroupValue>& out);

 private:
  /// The groups by cell.
  struct Index {
    std::vector<std::uint32_t> begin;
    std::vector<std::uint32_t> group;
    std::vector<int> factor;
  };
  static Index index(const std::vector<WatchedGroup>& groups, std::size_t cells,
                     std::vector<WatchTerm> WatchedGroup::*terms);
  void sum(const Index& index, std::span<const Contribution> contributions, std::vector<GroupValue>& out);
  enum class TermOrder : std::uint8_t { as_listed, by_name };
  std::vector<std::uint64_t> number_groups(const std::vector<std::string>& names, TermOrder order) const;
  void name_groups(std::span<const PlannedTable> plans);

  std::vector<WatchedGroup> groups_;
  std::vector<std::uint64_t> keys_, former_keys_;
  std::size_t cells_ = 0;
  Index now_, before_;
  std::vector<std::int64_t> sums_;
  GroupSet touched_{0};
};

}  // namespace raccordo::aggregate
