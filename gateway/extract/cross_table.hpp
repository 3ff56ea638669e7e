// CrossTable: a cube laid out for a sheet: which dimensions go down, which one goes across. Pure values; xlsx
// draws it. Internal to extract/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/cube.hpp"

namespace raccordo::extract {

struct CrossTable {
  /// A heading down or across.
  struct Heading {
    std::string code, label;
    int depth = 0;
    bool is_total = false;
  };
  struct Row {
    std::vector<Heading> headings;  ///< one for each of `down`
    std::vector<CubeCell> cells;    ///< one for each of `across`
  };

  std::vector<std::string> down;  ///< Italian names of the dimensions that go down
  std::string across_name;        ///< of the one that goes across; "" if there is none
  std::vector<Heading> across;    ///< at least one: without a dimension across, the measure
  std::vector<Row> rows;
};

/// The territory goes down first. Across goes the period of a series, else the last other dimension; all
/// others go down behind the territory.
CrossTable cross_table(const Cube& cube);

}  // namespace raccordo::extract
