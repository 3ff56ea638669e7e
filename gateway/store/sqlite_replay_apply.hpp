// How one piece of a replay is settled: contents, states, the receipts that told of the waiting records, and
// the task's progress. Runs in the writer's jobs.
#pragma once

#include "store/replays.hpp"
#include "store/sqlite_codes.hpp"
#include "store/sqlite_connection.hpp"

namespace raccordo::store {

/// Replays::apply within the caller's transaction.
bool apply_replay(Connection& db, CodeDictionary& codes, const ReplayPiece& piece);

}  // namespace raccordo::store
