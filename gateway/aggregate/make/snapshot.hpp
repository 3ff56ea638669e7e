// The snapshot of a release: of the facts only what its tables ask for, persons under random numbers. All
// tables and proofs of a release are made from it, so that they can be rechecked from it alone. Internal to
// aggregate/: make_proven_release takes it first of all.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/count/group.hpp"

namespace raccordo::aggregate {

/// Persons get the numbers of an order that depends on the key; what no table depends on is left out; of
/// births the year is kept, or year and month where releases are more frequent. Counts are those of the
/// facts.
model::FactSet take_snapshot(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                             model::Periodicity periodicity, std::string_view key);

}  // namespace raccordo::aggregate
