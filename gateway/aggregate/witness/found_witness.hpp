// The results of the searches for witnesses of one sensitive cell. Values only.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/layers/witness.hpp"

namespace raccordo::aggregate {

struct FoundWitness {
  Proof proof;
  std::vector<CellNo> changed;  ///< the cells whose number differs
  double cost = 0;
  std::int64_t breaches = 0;  ///< if not 0, it changes frozen cells and is not a witness
};

/// If no witness was found.
inline FoundWitness no_witness(std::int64_t breaches = 0) {
  return {{}, {}, std::numeric_limits<double>::infinity(), breaches};
}

}  // namespace raccordo::aggregate
