// Ownership in SQLite: the checks of apply before the settlement. Called by apply_record and by the store's
// apply, in the writer's jobs.
#pragma once

#include <optional>

#include "store/interface/case_store.hpp"
#include "store/interface/ownership.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {

struct StoredRecord;

/// The record was erased after its document was received: reported without naming it, nothing stored.
AppliedRecord reject_erased(ApplyScope& scope, const PreparedRecord& record);
/// True if the report names a body for which its client may not report.
bool is_of_foreign_body(const PreparedRecord& record);
/// The record belongs to another Comune or body: REJECTED as not-your-comune or not-your-body, and nothing
/// stored is changed or linked.
AppliedRecord refuse_foreign(ApplyScope& scope, const PreparedRecord& record);
/// Comune and person changed at once: the record waits for an administrator beside the stored one.
AppliedRecord hold_over(ApplyScope& scope, std::int64_t record_no, const PreparedRecord& record);

/// The person of the stored content: the accepted one, else the waiting one.
Identity identity_of(Connection& db, std::int64_t record_no, std::string_view owner);

/// A record without content that another Comune sent is assigned to the next sender: its earlier issues stay
/// linked to their submission only.
void part_issues(Connection& db, std::int64_t record_no);

/// Once a case is stored, the client's own rejection without a Comune is deleted; its receipt keeps the
/// issues.
void drop_leftover(ApplyScope& scope, const PreparedRecord& record, model::Outcome outcome);

/// Counts the refusals of one request, and audits them once per document.
void note_claims(Connection& db, const ApplyRequest& request, const ApplyScope& scope);
/// The same for a document of which nothing is stored.
void note_claims_refused(Connection& db, const ApplyRequest& request, std::uint64_t refused);
std::uint64_t read_refusals(Connection& db, std::string_view client, base::Date day);
/// Days before that one.
std::int64_t drop_refusals(Connection& db, base::Date before);

/// Whether the Comune's content already awaits a decision, and nothing is stored beside it any more.
bool awaits_still(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record);

/// A waiting content that turns out to be a takeover no longer waits as the record itself.
void drop_same_waiting(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record);

}  // namespace raccordo::store
