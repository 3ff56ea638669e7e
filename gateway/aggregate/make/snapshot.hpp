// The snapshot of a release: only the attributes that its tables use, persons under random numbers. All
// tables and witnesses of a release are made from it, so that they can be rechecked from it. Internal to
// aggregate/: the first step of make_proven_release.
#pragma once

#include <string_view>
#include <vector>

#include "aggregate/count/group.hpp"

namespace raccordo::aggregate {

/// Persons are numbered in an order that depends on the key; unused attributes are removed; of births the
/// year is kept, or year and month if releases are more frequent. Counts are those of the facts.
model::FactSet take_snapshot(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                             model::Periodicity periodicity, std::string_view key);

}  // namespace raccordo::aggregate
