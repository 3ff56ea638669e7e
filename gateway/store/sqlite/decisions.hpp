// What an administrator decides on records that await a decision (record-taken-over). Called by SqliteStore
// in the writer's jobs.
#pragma once

#include "store/interface/case_store.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Accepted: takes the place of what is stored, unless that is newer or has come to another Comune since the
/// administrator looked (`gone`). Rejected: goes, and the stored one
/// stays. The receipts of all that sent it say so.
Decided decide_one(Connection& db, CodeDictionary& codes, const Decision& decision);

}  // namespace raccordo::store
