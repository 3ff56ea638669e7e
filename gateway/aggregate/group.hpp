// Exact counting: every catalogued table over one snapshot, with the persons behind each cell.
// Internal to aggregate/: make_release counts, then protects; nothing here may leave unprotected.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/dimensions.hpp"
#include "aggregate/fact_columns.hpp"
#include "base/result.hpp"
#include "model/case_facts.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

struct CountedCell {
  std::int64_t value = 0;     ///< counts; cents for amounts
  std::uint32_t persons = 0;  ///< distinct persons behind the value
};

struct CountedTable {
  model::ExtractDefinition definition;
  std::vector<model::TableDimension> dimensions;
  std::vector<CountedCell> cells;              ///< row-major, the last dimension varies fastest
  std::vector<std::uint8_t> structural_zeros;  ///< by cell; 1 where no record can count, whatever the data
};

/// A table and what is needed to count it.
struct PlannedTable {
  CountedTable table;
  std::vector<CountingDimension> dimensions;
  std::size_t cells = 1;
  model::Period period;
  std::uint16_t layer = 0;  ///< counts the cases of this release of the ledger only
};

/// More cells than this in one table is a fault; so many rows still fit on a sheet of XLSX.
inline constexpr std::size_t kMostCells = 1'000'000;

/// Plans all tables, their cells still zero. Faults: a rate without population figures, a dimension that the
/// scheme does not know, a table too large.
base::Result<std::vector<PlannedTable>> plan_tables(const std::vector<model::ExtractDefinition>& catalogue,
                                                    const model::Scheme& scheme, const model::Period& period);

/// Counts the planned tables. Uses all processors.
void count_planned(std::vector<PlannedTable>& plans, const model::FactSet& facts);

/// Counts distinct persons (or cases, interventions, money) for every cell on its own: nothing is summed from
/// finer cells, since one person may stand in several. Same facts: same tables. Faults: those of plan_tables.
base::Result<std::vector<CountedTable>> count_tables(const model::FactSet& facts,
                                                     const std::vector<model::ExtractDefinition>& catalogue,
                                                     const model::Scheme& scheme,
                                                     const model::Period& period);

}  // namespace raccordo::aggregate
