// Finds the impact of a version of a mapping table. Called by activation.
#pragma once

#include <memory>

#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

/// `next` compared with the version in force in `tables`, which must contain a table of that name. A row with
/// limited validity counts for every record that waits for its code.
Impact find_impact(store::CaseStore& store, const ActiveTables& tables,
                   const std::shared_ptr<const mapping::Table>& next, const base::Clock& clock);

/// Returns whether one stored record of the source contains one of the codes and that code no longer maps.
store::BreakCheck break_check(const ActiveTables& tables, const std::shared_ptr<const mapping::Table>& next,
                              const std::vector<std::string>& changed_codes, const base::Clock& clock);

}  // namespace raccordo::app
