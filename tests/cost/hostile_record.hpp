// A record that would be expensive to map if any step took more than linear time, in any size. cost_probe
// maps it; check_cost.py compares the cost of two sizes.
#pragma once

#include <cstddef>

#include "mapping/mapper.hpp"

namespace raccordo::cost {

/// A record of `interventions` services, each with a code that no table names, an end before its start and an
/// area of another service. It stays valid until the next call.
const model::FieldRecord& hostile_record(std::size_t interventions);

/// The length of all its texts, in bytes.
std::size_t bytes_of(const model::FieldRecord& record);

/// A mapper over a small scheme and one table; made at the first call.
const mapping::Mapper& small_mapper();

}  // namespace raccordo::cost
