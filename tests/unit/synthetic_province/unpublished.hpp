// Tables that no release publishes, counted from the truth and from a synthetic register, to measure what
// such a register is worth. For tests and benchmarks only: the maker never sees the truth.
#pragma once

#include <string>
#include <vector>

#include "model/case_facts.hpp"
#include "model/scheme.hpp"

namespace raccordo::tests {

struct Unpublished {
  std::string table;  ///< its dimensions
  /// Half the sum of the distances of the cells that are no totals, in percent of the persons there: 0 if the
  /// tables are equal, 100 if they have nothing in common.
  int percent = 0;
};

/// Persons in charge, or with interventions where the table has an area or type, in 2017.
std::vector<Unpublished> compare_unpublished(const model::FactSet& truth, const model::FactSet& drawn,
                                             const model::Scheme& scheme);

}  // namespace raccordo::tests
