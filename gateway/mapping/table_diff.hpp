// The differences between two contents of a mapping table, by key: code and validity. Shown to administrators
// before they approve, and to editors whose content is outdated. Called by app/.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "mapping/table.hpp"

namespace raccordo::mapping {

/// A row whose key is in both contents, with other cells.
struct RowChange {
  const Row* before = nullptr;
  const Row* after = nullptr;
  std::vector<std::string_view> columns;  ///< those that differ
};

/// Ownership: refers to both tables, which must outlive it. Each list is sorted by code and validity.
struct TableDiff {
  std::vector<const Row*> added, removed;
  std::vector<RowChange> changed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};

/// The order of rows is ignored; a column that one of them lacks counts as empty. Rows with the same key are
/// paired by content first. Time: that of sorting.
TableDiff diff_tables(const Table& before, const Table& after);
TableDiff diff_tables(const Table&& before, const Table& after) = delete;
TableDiff diff_tables(const Table& before, const Table&& after) = delete;
TableDiff diff_tables(const Table&& before, const Table&& after) = delete;

}  // namespace raccordo::mapping
