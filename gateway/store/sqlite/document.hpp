// One piece of a document as one change of the store: its records, issues, counts, coverage and lease. Called
// by SqliteStore.
#pragma once

#include <vector>

#include "store/interface/case_store.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/figures.hpp"

namespace raccordo::store {

struct AppliedDocument {
  std::vector<AppliedRecord> records;
  /// The request is whole and a record of it was rejected: `records` are what would have become of them, and
  /// only the count of those that belong to another Comune is stored.
  bool refused = false;
};

AppliedDocument apply_document(Connection& db, CodeDictionary& codes, CoverageBook& coverage,
                               const ApplyRequest& request);

}  // namespace raccordo::store
