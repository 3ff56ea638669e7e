// Consistency of the cells of a published table. Internal to aggregate/: called by verification.cpp.
#pragma once

#include <vector>

#include "aggregate/release/breach.hpp"
#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

/// Adds a breach for every shown count of 1 to k-1 or below 0, and for every shown parent whose children are
/// all shown and do not sum to it, in dimensions that the table calls additive.
void check_cells(const TableParts& table, int k, std::vector<Breach>& breaches);

}  // namespace raccordo::aggregate
