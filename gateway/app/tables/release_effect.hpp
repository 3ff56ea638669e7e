// Which tables of the last release would show other numbers under another version of a mapping table: names
// only, no counts. Used by impact.
#pragma once

#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {

/// Fills `release` and `release_tables` from what the impact frees and changes. Freed records are new cases:
/// they touch every table. Changed codes touch the tables that count by them.
void note_release_effect(store::Releases& store, const ActiveTables& tables, Impact& impact);

}  // namespace raccordo::app
