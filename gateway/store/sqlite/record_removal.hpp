// Removes what is held of a record, and keeps the totals of its source. Runs in the writer's jobs.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// How many accepted and waiting records each source gained or lost within one job.
using TotalsDelta = std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>;
void write_totals(Connection& db, const TotalsDelta& totals);

/// Removes all that is held of a record: contents, waiting codes, issues, state; and its person if that was
/// the last of it.
void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals);
/// Forgets what waits of a record (not its state). False if nothing did.
bool drop_waiting(Connection& db, std::int64_t record);

}  // namespace raccordo::store
