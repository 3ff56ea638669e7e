// A table of a release as an HTML table: caption, headings with scope, one body for each group of rows.
// Internal to report/.
#pragma once

#include <string>

#include "report/table_pair.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

/// The periods as headings name them; `before` "" without comparison.
struct PeriodNames {
  std::string now, before;
};

/// A table of one dimension has the earlier number, difference and growth beside each number; of other tables
/// one dimension goes across. Rows and columns of `_U` are left out if they hold zeros only.
std::string write_html_table(const TablePair& table, const PeriodNames& periods, const Wording& say);

/// True if a table has so many columns that it needs a page in landscape.
bool is_wide(const TablePair& table);

}  // namespace raccordo::report
