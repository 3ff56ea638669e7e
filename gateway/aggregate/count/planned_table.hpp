// A table before and after counting, with the persons of each cell. Values only, internal to aggregate/:
// unprotected tables must not be published.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/facts/counting_dimension.hpp"
#include "model/extract.hpp"

namespace raccordo::aggregate {

struct CountedCell {
  std::int64_t value = 0;     ///< counts; cents for amounts
  std::uint32_t persons = 0;  ///< distinct persons counted in the value
};

struct CountedTable {
  model::ExtractDefinition definition;
  std::vector<model::TableDimension> dimensions;
  std::vector<CountedCell> cells;              ///< row-major, the last dimension varies fastest
  std::vector<std::uint8_t> structural_zeros;  ///< by cell; 1 if no record can count there, whatever the data
};

/// A table with the data needed to count it.
struct PlannedTable {
  CountedTable table;
  std::vector<CountingDimension> dimensions;
  std::size_t cells = 1;
  model::Period period;
  std::uint16_t layer = 0;  ///< counts only the cases of this release of the ledger
};

/// A table with more cells is a fault; an XLSX sheet holds this many rows.
inline constexpr std::size_t kMostCells = 1'000'000;

}  // namespace raccordo::aggregate
