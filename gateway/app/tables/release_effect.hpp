// The tables of the last release that would show other numbers under another version of a mapping table:
// names only, no counts. Used by impact.
#pragma once

#include "app/rules/active_tables.hpp"
#include "app/tables/impact.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {

/// Fills `release` and `release_tables` from the freed and changed records. Freed records are new cases: they
/// affect every table. Changed codes affect the tables that count by them.
void note_release_effect(store::Releases& store, const ActiveTables& tables, Impact& impact);

}  // namespace raccordo::app
