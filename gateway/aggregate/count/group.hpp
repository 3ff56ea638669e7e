// Exact counting: every catalogued table over one snapshot, with the persons of each cell. Internal to
// aggregate/: make_proven_release counts, then protects; unprotected tables must not be published.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "base/result.hpp"
#include "model/case_facts.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// Plans all tables, with empty cells. Faults: a rate without population figures, an unknown dimension, a
/// table that is too large.
base::Result<std::vector<PlannedTable>> plan_tables(const std::vector<model::ExtractDefinition>& catalogue,
                                                    const model::Scheme& scheme, const model::Period& period);

/// Counts the planned tables. Uses all processors.
void count_planned(std::vector<PlannedTable>& plans, const model::FactSet& facts);

}  // namespace raccordo::aggregate
