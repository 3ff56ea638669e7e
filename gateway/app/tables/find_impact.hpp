// Finds the impact of a version of a mapping table. Called by activation.
#pragma once

#include <memory>

#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"

namespace raccordo::app {

/// `next` against the version in force in `tables`, which hold a table of that name. A row that is limited in
/// time counts for every record that waits for its code.
Impact find_impact(store::CaseStore& store, const ActiveTables& tables,
                   const std::shared_ptr<const mapping::Table>& next, const base::Clock& clock);

}  // namespace raccordo::app
