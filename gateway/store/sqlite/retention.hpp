// Retention: deletes old data in slices, so that other writes are not delayed. Called by
// SqliteStore::apply_retention.
#pragma once

#include <cstdint>

#include "store/interface/case_store.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Processes one slice; returns the number of rows, 0 when nothing is left to do. Appends the event with the
/// counts since the last one; nothing if there are none.
void tell_retention(Connection& db, const AuditEvent& event);
std::uint64_t retain_slice(Connection& db, const CaseStore::RetentionCutoffs& cutoffs);

}  // namespace raccordo::store
