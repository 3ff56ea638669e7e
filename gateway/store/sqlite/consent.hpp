// Consent taken back (docs/third-sector.en.md): a report that comes again without the person's identifier.
// Used by apply within the writing transaction.
#pragma once

#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {

/// The new version waits, so the accepted one would still count: that content and its person are deleted all
/// the same, with an entry in the audit, and the warning `person-changed` in `found` says so. `no`: the row,
/// in which the new version already waits. Nothing happens if no person with an identifier is held, or if the
/// record is no report without identifier.
void forget_person_of_report(ApplyScope& scope, std::int64_t no, const PreparedRecord& record,
                             std::vector<model::Issue>& found);

/// True if this report without identifier would take the place of one of a person whose data are restricted:
/// that one is kept (decision 38).
bool keeps_restricted_person(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record);
/// It is refused then, and why.
PreparedRecord refused_for_restriction(PreparedRecord record);
model::Issue restricted_person_issue(const PreparedRecord& record);

/// True if a waiting report without identifier is newer than this one with an identifier: storing this one
/// beneath it would bring back the person who took the consent back.
bool would_bring_person_back(ApplyScope& scope, std::int64_t no, const PreparedRecord& record);

/// The warning that a REJECTED report without identifier leaves a stored person as it is; nothing if none is
/// held.
std::optional<model::Issue> person_stays(ApplyScope& scope, const StoredRecord& stored,
                                         const PreparedRecord& record);

}  // namespace raccordo::store
