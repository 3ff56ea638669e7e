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

/// At most `most` changes of single cells or margins, the largest in proportion to the size of the number
/// first (difference divided by the square root of the earlier number). Totals of everything and unassigned
/// cells are not listed.
std::vector<CellChange> largest_changes(const TablePair& table, const Wording& say, std::size_t most);

/// The labels of the categories of a cell, without totals.
std::string cell_label(const TablePair& table, const CellPlace& place, const Wording& say);

}  // namespace raccordo::report
