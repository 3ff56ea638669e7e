// Exact counting: every catalogued table over one snapshot, with the persons of each cell. Internal to
// aggregate/: make_proven_release counts, then protects; unprotected tables must not be published.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/facts/fact_columns.hpp"
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

/// The same of rows that are given in blocks: `lay_out(block, columns)` replaces `columns` by those of a
/// block, from 0 on; no person is in two blocks. It is called on several threads.
void count_blocks(std::vector<PlannedTable>& plans, const model::CodePool& codes, std::size_t blocks,
                  const std::function<void(std::size_t block, FactColumns& columns)>& lay_out);

}  // namespace raccordo::aggregate
