// Population: number of inhabitants by Comune, year, sex and age; the denominators of rates. Values only:
// read from mappings/scheme/population.csv by gateway/mapping/population_file, used by
// gateway/aggregate/release/rates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace raccordo::model {

struct PopulationRow {
  std::string istat_code;
  int year = 0;
  std::string sex;  ///< M, F or kEverySex
  int age = 0;      ///< completed years, or kEveryAge; the highest age of a source includes all above
  std::int64_t inhabitants = 0;
  int line = 0;  ///< of population.csv; 0: made otherwise
};

/// Empty if the installation has no figures: then rates are not available.
struct Population {
  std::vector<PopulationRow> rows;
};

}  // namespace raccordo::model
