// Finds the impact of a version of a mapping table. Called by activation.
#pragma once

#include <memory>

#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

/// `next` against the version in force in `tables`, which hold a table of that name. A row that is limited in
/// time counts for every record that waits for its code.
Impact find_impact(store::CaseStore& store, const ActiveTables& tables,
                   const std::shared_ptr<const mapping::Table>& next, const base::Clock& clock);

/// Tells of one stored record of the source whether it holds one of the codes and that no longer maps.
store::BreakCheck break_check(const ActiveTables& tables, const std::shared_ptr<const mapping::Table>& next,
                              const std::vector<std::string>& changed_codes, const base::Clock& clock);

}  // namespace raccordo::app
