// Retention: what is older than its time goes, a slice at a time, so that other writes get in between.
// Called by SqliteStore::apply_retention.
#pragma once

#include <cstdint>

#include "store/interface/case_store.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Takes away one slice; returns how many rows went, 0 when nothing is left to do.
/// Appends the event with what was done since the last one; nothing if nobody needs to know.
void tell_retention(Connection& db, const AuditEvent& event);
std::uint64_t retain_slice(Connection& db, const CaseStore::RetentionCutoffs& cutoffs);

}  // namespace raccordo::store
