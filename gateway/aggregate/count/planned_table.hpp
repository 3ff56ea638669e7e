// A table before and after counting, with the persons behind each cell. Values only, internal to aggregate/:
// nothing here may leave unprotected.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/facts/counting_dimension.hpp"
#include "model/extract.hpp"

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

}  // namespace raccordo::aggregate
