#include "store/sqlite/consent.hpp"

#include <utility>

#include "store/sqlite/ownership.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

/// Of the waiting content of a row.
std::optional<base::Digest> waiting_person(Connection& db, std::int64_t no) {
  auto query = db.query("SELECT pseudonym FROM quarantine WHERE record = ?1 AND awaits = ''", no);
  return query.step() && !query.is_null(0) ? std::optional(query.digest(0)) : std::nullopt;
}

std::optional<base::Digest> accepted_person(Connection& db, std::int64_t no) {
  auto query = db.query(
      "SELECT i.pseudonym FROM facts f JOIN identities i ON i.person = f.person WHERE f.record = ?1", no);
  return query.step() ? std::optional(query.digest(0)) : std::nullopt;
}

void tell_of_deletion(std::vector<model::Issue>& found) {
  for (auto& issue : found) {
    if (issue.code != model::IssueCode::person_changed) continue;
    issue.message =
        "This report comes without the identifier of its person: the stored report of that person was "
        "deleted. "
        "The new one counts as soon as its code is mapped.";
  }
}

}  // namespace

void forget_person_of_report(ApplyScope& scope, std::int64_t no, const PreparedRecord& record,
                             std::vector<model::Issue>& found) {
  if (record.unnamed_event == nullptr || !record.unnamed) return;
  const auto former = accepted_person(scope.db, no);
  if (!former || *former == *record.unnamed) return;
  const auto is_former = [&former](const Content& content) {
    return content.person && *content.person == *former;
  };
  ErasureNames names(scope.db);
  names.note(no, owners_of(scope.db, no, is_former));
  erase_contents(scope.db, no, is_former, scope.totals);
  auto event = *record.unnamed_event;
  if (!scope.submission.client.empty()) event.actor = scope.submission.client;
  event.details.emplace("submission", scope.submission.id);
  append_erasure(scope.db, event, names);
  tell_of_deletion(found);
}

bool keeps_restricted_person(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record) {
  if (stored.no == 0 || !record.unnamed || record.outcome == model::Outcome::rejected) return false;
  if (record.person.pseudonym != *record.unnamed) return false;
  const auto change = settle(stored.known, {record.outcome, content_of(scope, record)}).change;
  if (change == Change::none || change == Change::keep_accepted) return false;
  for (const auto& held : {accepted_person(scope.db, stored.no), waiting_person(scope.db, stored.no)}) {
    if (held && *held != *record.unnamed && read_restriction(scope.db, *held)) return true;
  }
  return false;
}

PreparedRecord refused_for_restriction(PreparedRecord record) {
  record.outcome = model::Outcome::rejected;
  record.unnamed_event = nullptr;
  return record;
}

model::Issue restricted_person_issue(const PreparedRecord& record) {
  model::Issue issue;
  issue.record = record.number;
  issue.record_id = record.record_id;
  issue.code = model::IssueCode::person_changed;
  issue.outcome = model::Outcome::rejected;
  issue.field = "person.id";
  issue.message =
      "This report comes without the identifier of its person, and the processing of that person's data is "
      "restricted (art. 18 GDPR): the stored report is kept as it is. Tell the data protection officer that "
      "the consent was taken back, and send the report again once the restriction is lifted.";
  return placed(std::move(issue), record);
}

bool would_bring_person_back(ApplyScope& scope, std::int64_t no, const PreparedRecord& record) {
  if (no == 0 || !record.unnamed || record.person.pseudonym == *record.unnamed) return false;
  return waiting_person(scope.db, no) == record.unnamed;
}

std::optional<model::Issue> person_stays(ApplyScope& scope, const StoredRecord& stored,
                                         const PreparedRecord& record) {
  const bool is_refused = record.outcome == model::Outcome::rejected && record.unnamed_event != nullptr;
  if (!is_refused || !record.unnamed || stored.no == 0) return std::nullopt;
  if (!stored.known.accepted && !stored.known.waiting) return std::nullopt;
  const auto held = identity_of(scope.db, stored.no, stored.owner).person;
  if (!held || *held == *record.unnamed) return std::nullopt;
  model::Issue issue;
  issue.record = record.number;
  issue.record_id = record.record_id;
  issue.code = model::IssueCode::consent_missing;
  issue.severity = model::Severity::warning;
  issue.outcome = record.outcome;
  issue.field = "person.id";
  issue.message =
      "This report was REJECTED, so the stored one and its person stay as they were. If the person took the "
      "consent back, delete the report (DELETE), or correct this one and send it again without the "
      "identifier.";
  return placed(std::move(issue), record);
}

}  // namespace raccordo::store
