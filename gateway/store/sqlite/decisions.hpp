// Decisions of administrators on records that await one (record-taken-over, beyond-retention). Called by
// SqliteStore in the writer's jobs.
#pragma once

#include "store/interface/case_store.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Accepted: replaces the stored content, unless that is newer or has another owner than the administrator
/// saw (`gone`). Rejected: deleted, and the stored content is kept. The receipts of all its sendings are
/// updated.
Decided decide_one(Connection& db, CodeDictionary& codes, const Decision& decision);

}  // namespace raccordo::store
