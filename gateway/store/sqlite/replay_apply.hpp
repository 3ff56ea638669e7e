// Settles one piece of a replay: contents, states, the receipts in which the records waited, and the task's
// progress. Runs in the writer's jobs.
#pragma once

#include "store/interface/replays.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Replays::apply within the caller's transaction.
bool apply_replay(Connection& db, CodeDictionary& codes, const ReplayPiece& piece);

/// Settles waiting records that belong to no task.
void replay_all(Connection& db, CodeDictionary& codes, const std::vector<ReplayedRecord>& records);

}  // namespace raccordo::store
