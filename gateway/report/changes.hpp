// What changed against the earlier release: the cells that both show and that differ most. Internal to
// report/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/table_pair.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

struct CellChange {
  std::string label;  ///< "Seriate, Anziani": the categories, without totals
  std::int64_t before = 0, now = 0;
};
/// Changes of cells of one kind, which can be compared with each other.
struct ChangeGroup {
  std::string by;  ///< "Ambito", "Ambito e area di intervento": the dimensions that are not at their total
  std::vector<CellChange> changes;
};

/// The largest changes of each dimension alone, then of all dimensions together; at most `most` of each, the
/// largest in proportion to the size of the number first (difference divided by the square root of the
/// earlier number). Only categories without parts; totals of everything and unassigned cells are not listed.
/// Groups without changes are left out.
std::vector<ChangeGroup> largest_changes(const TablePair& table, const Wording& say, std::size_t most);

/// The labels of the categories of a cell, without totals.
std::string cell_label(const TablePair& table, const CellPlace& place, const Wording& say);

}  // namespace raccordo::report
