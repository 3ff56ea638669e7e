// One piece of a document as one change of the store: its records, issues, counts, coverage and lease. Called
// by SqliteStore.
#pragma once

#include <vector>

#include "store/case_store.hpp"
#include "store/sqlite_codes.hpp"
#include "store/sqlite_connection.hpp"

namespace raccordo::store {

std::vector<AppliedRecord> apply_document(Connection& db, CodeDictionary& codes, const ApplyRequest& request);

}  // namespace raccordo::store
