// Restrictions of processing (docs/records.md#restriction): the persons whose records are kept but not
// counted. Written by SqliteHeldRecords and erasures; read by snapshots, retention and erasures. Writing
// functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/held_records.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::optional<Restriction> read_restriction(Connection& db, const base::Digest& pseudonym);
/// See HeldRecords::restrict_person; without the audit.
RestrictionChange change_restriction(Connection& db, const base::Digest& pseudonym, RestrictionStep step,
                                     const AuditEvent& event);
/// Numbers (persons.no) of restricted persons with an accepted record.
std::vector<std::int64_t> restricted_persons(Connection& db);
/// Ends restrictions of persons without any stored content; returns how many.
std::int64_t drop_restrictions(Connection& db);

}  // namespace raccordo::store
