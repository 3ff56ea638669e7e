// What an attacker can compute from published tables: every cell, and the groups that follow from them by
// addition and subtraction. Changes of each concern no person or at least k (movers.hpp). Generated from the
// catalogue, never from the data. Internal to aggregate/.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/published/group_sums.hpp"
#include "aggregate/published/watched_group.hpp"

namespace raccordo::aggregate {

/// The groups of each cell, for GroupSums.
struct WatchIndex {
  GroupIndex stocks;  ///< those compared with earlier releases
  GroupIndex flows;   ///< those of one period: flows and residuals
  GroupIndex before;  ///< the terms `before` of residuals
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

  /// Of all groups.
  const WatchIndex& index() const { return index_; }
  /// Of the wanted groups only; `wanted` by group.
  WatchIndex index_of(std::span<const std::uint8_t> wanted) const;

 private:
  enum class TermOrder : std::uint8_t { as_listed, by_name };
  std::vector<std::uint64_t> number_groups(const std::vector<std::string>& names, TermOrder order) const;
  void name_groups(std::span<const PlannedTable> plans);

  std::vector<WatchedGroup> groups_;
  std::vector<std::uint64_t> keys_, former_keys_;
  std::size_t cells_ = 0;
  WatchIndex index_;
};

}  // namespace raccordo::aggregate
