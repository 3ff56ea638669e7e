// Whose record it is, in SQLite: what apply does before and instead of the settlement. Called by apply_record
// and by the store's apply, in the writer's jobs.
#pragma once

#include <optional>

#include "store/interface/case_store.hpp"
#include "store/interface/ownership.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {

/// The record was erased after its document was received: told without naming it, nothing stored.
AppliedRecord reject_erased(ApplyScope& scope, const PreparedRecord& record);
/// The record is another's: REJECTED as not-your-comune, and nothing stored is changed or linked.
AppliedRecord refuse_foreign(ApplyScope& scope, const PreparedRecord& record);
/// Comune and person changed at once: the record waits for an administrator beside what is stored.
AppliedRecord hold_over(ApplyScope& scope, std::int64_t record_no, const PreparedRecord& record);

/// Whom the content held of a record is about: the accepted one, else the one that waits.
Identity identity_of(Connection& db, std::int64_t record_no, std::string_view owner);

/// A record without content that another Comune sent is given to whoever sends it now: the issues that it was
/// told stay with its own submission alone.
void part_issues(Connection& db, std::int64_t record_no);

/// Once a case is stored, the client's own rejection that named no Comune is mended; its receipt keeps the
/// issues.
void drop_leftover(ApplyScope& scope, const PreparedRecord& record, model::Outcome outcome);

/// Counts what one request refused, and tells the audit once a document.
void note_claims(Connection& db, const ApplyRequest& request, const ApplyScope& scope);
std::uint64_t read_refusals(Connection& db, std::string_view client, base::Date day);
/// Days before that one.
std::int64_t drop_refusals(Connection& db, base::Date before);

}  // namespace raccordo::store
