// Persons: one row per pseudonym, with sex and birth date resolved over all records that speak of the person.
// Called by the writer's jobs.
#pragma once

#include "store/interface/stored.hpp"
#include "store/sqlite/codes.hpp"

namespace raccordo::store {

/// The number of the person, added if new. Sex and birth date are taken over unless better is known: a fiscal
/// code outranks a record's word, among equals the newest `version` counts, and who says nothing changes
/// nothing (docs/records.md#persons).
std::int64_t place_person(Connection& db, CodeDictionary& codes, const PersonRow& person,
                          base::Instant version);

/// For rows that belong to nobody any more: they count from below.
std::int64_t random_below_zero();

/// Removes the person, sealed identifier included, if no accepted record is left of it.
void drop_unused_person(Connection& db, std::int64_t person);

}  // namespace raccordo::store
