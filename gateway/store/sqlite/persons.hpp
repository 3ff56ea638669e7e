// Persons: one row per pseudonym, with sex and birth date resolved over all records of the person. Called by
// the writer's jobs.
#pragma once

#include "store/interface/stored.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/foresight.hpp"

namespace raccordo::store {

/// The number of the person, added if new. Sex and birth date are updated unless better values are stored: a
/// fiscal code takes precedence over a record, among equals the newest `version` counts, and absent values
/// change nothing (docs/records.md#persons). `ahead`: what is known about the store already.
std::int64_t place_person(Connection& db, CodeDictionary& codes, Foresight& ahead, const PersonRow& person,
                          base::Instant version);

/// For rows without a person: negative numbers.
std::int64_t random_below_zero();

/// Removes the person, including the sealed identifier, if no accepted record remains.
void drop_unused_person(Connection& db, std::int64_t person);

}  // namespace raccordo::store
