// The audit chain in SQLite. Every sqlite_* file whose act must be told calls append_audit in the same
// transaction.
#pragma once

#include "store/audit_chain.hpp"
#include "store/sqlite_connection.hpp"

namespace raccordo::store {

/// Appends the event; the caller's transaction makes it durable together with the act.
void append_audit(Connection& db, const AuditEvent& event);

}  // namespace raccordo::store
