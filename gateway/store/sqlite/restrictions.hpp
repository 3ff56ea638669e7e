// Restrictions of processing (docs/records.md#restriction): the persons whose records are kept but not
// counted. Written by SqliteHeldRecords and erasures; read by snapshots, retention and erasures. Writing
// functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/held_records.hpp"
#include "store/interface/store_keys.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::optional<Restriction> read_restriction(Connection& db, const base::Digest& pseudonym);
/// See HeldRecords::restrict_person; without the audit.
RestrictionChange change_restriction(Connection& db, const base::Digest& pseudonym, RestrictionStep step,
                                     const AuditEvent& event);
/// Numbers (persons.no) of restricted persons with an accepted record.
std::vector<std::int64_t> restricted_persons(Connection& db);
/// Gives the restriction of `before`, if there is one, to `now`. False if there is none.
bool move_restriction(Connection& db, const base::Digest& before, const base::Digest& now,
                      RenewalInJournal journal = RenewalInJournal::told);
/// A restriction under a former pseudonym of the person becomes one under the pseudonym in force.
void adopt_restriction(Connection& db, const PersonRow& person);
/// Ends restrictions of persons without any stored content; returns how many.
std::int64_t drop_restrictions(Connection& db);

}  // namespace raccordo::store
