// Opens the configured store; no other code names an implementation. Called by app/rules, by verbs that work
// on the store only, and by tests.
#pragma once

#include <memory>

#include "store/interface/case_store.hpp"
#include "store/interface/store_options.hpp"

namespace raccordo::store {

/// Opens or creates; migrates the schema (schemas/sql/sqlite/NNNN_*.sql, compiled in). Throws
/// base::SystemFault if the file was written by a newer program, or is not the store of its identity file.
std::unique_ptr<CaseStore> open_store(const StoreOptions& options);

}  // namespace raccordo::store
