#include "store/sqlite/ownership.hpp"

#include <algorithm>
#include <utility>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/restrictions.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

/// The record's own issues and those of the store, with its outcome.
AppliedRecord tell(ApplyScope& scope, std::optional<std::int64_t> link, const PreparedRecord& record,
                   Outcome outcome, std::vector<model::Issue> found) {
  add_issues(scope.db, scope.issues, link, outcome, record.issues);
  add_issues(scope.db, scope.issues, link, outcome, found);
  return {record.number, outcome, Age::newer, std::move(found)};
}

bool has_issue(const std::vector<model::Issue>& issues, model::IssueCode code) {
  return std::any_of(issues.begin(), issues.end(),
                     [&](const model::Issue& issue) { return issue.code == code; });
}

/// An existing content of this record and Comune that awaits a decision.
std::optional<HeldContent> read_held_over(Connection& db, std::int64_t record_no,
                                          const PreparedRecord& record) {
  auto query = db.query(
      "SELECT version, content, received_at FROM quarantine WHERE record = ?1 AND owner = ?2 AND awaits <> "
      "''",
      record_no, record.owner);
  if (!query.step()) return std::nullopt;
  return HeldContent{query.instant(0), query.digest(1), 0, VersionOrigin::said, query.instant(2)};
}

void write_held_over(ApplyScope& scope, std::int64_t record_no, const PreparedRecord& record) {
  if (record.sealed_fields.empty() && !record.seal) {
    throw base::SystemFault("store: a record of several Comuni came without its seal");
  }
  const auto sealed = record.sealed_fields.empty() ? record.seal() : record.sealed_fields;
  scope.db.run(
      "INSERT INTO quarantine (record, source, owner, version, received_at, first_seen, submission, number,"
      " sealed_fields, pseudonym, awaits, content) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (record, owner) WHERE awaits <> '' DO UPDATE SET version = excluded.version,"
      " received_at = excluded.received_at, submission = excluded.submission, number = excluded.number,"
      " first_seen = iif(quarantine.content = excluded.content, quarantine.first_seen,"
      " excluded.first_seen),"
      " sealed_fields = excluded.sealed_fields, pseudonym = excluded.pseudonym, content = excluded.content",
      record_no, scope.source, record.owner, record.version, scope.submission.received_at,
      scope.submission.id, static_cast<std::int64_t>(record.number), Blob{sealed},
      Blob{base::as_bytes(record.person.pseudonym)}, model::to_string(model::IssueCode::record_taken_over),
      Blob{base::as_bytes(record.content)});
  adopt_restriction(scope.db, record.person);
}

void count_refused(Connection& db, const ApplyRequest& request, std::uint64_t refused) {
  db.run(
      "INSERT INTO refusals (client, day, refused) VALUES (?1, ?2, ?3) ON CONFLICT (client, day)"
      " DO UPDATE SET refused = refusals.refused + excluded.refused",
      request.submission.client, pack_date(base::local_date(request.submission.received_at)),
      static_cast<std::int64_t>(refused));
}

void append_count(Connection& db, const ApplyRequest& request, std::string action, std::int64_t count) {
  if (count == 0) return;
  const auto& row = request.submission;
  append_audit(db, {request.now.micros != 0 ? request.now : row.received_at,
                    row.client,
                    std::move(action),
                    row.source,
                    "",
                    {{"submission", row.id}, {"records", std::to_string(count)}}});
}

}  // namespace

AppliedRecord reject_erased(ApplyScope& scope, const PreparedRecord& record) {
  AppliedRecord applied{
      record.number, Outcome::rejected, Age::newer, {model::erased_issue(record.number)}, true};
  add_issues(scope.db, scope.issues, std::nullopt, Outcome::rejected, applied.issues);
  return applied;
}

bool is_of_foreign_body(const PreparedRecord& record) {
  return has_issue(record.issues, model::IssueCode::not_your_body);
}

AppliedRecord refuse_foreign(ApplyScope& scope, const PreparedRecord& record) {
  ++scope.refused;
  std::vector<model::Issue> found;
  if (!has_issue(record.issues, model::IssueCode::not_your_comune) && !is_of_foreign_body(record)) {
    found.push_back(
        placed(model::not_your_comune_issue(record.number, record.record_id, record.owner), record));
  }
  return tell(scope, std::nullopt, record, Outcome::rejected, std::move(found));
}

AppliedRecord hold_over(ApplyScope& scope, std::int64_t record_no, const PreparedRecord& record) {
  const auto there = read_held_over(scope.db, record_no, record);
  if (there && age_of(content_of(scope, record), *there) == Age::older_version) {
    auto applied =
        tell(scope, std::nullopt, record, Outcome::unchanged,
             {placed(model::stale_issue(record.number, record.record_id, record.version), record)});
    applied.age = Age::older_version;
    return applied;
  }
  write_held_over(scope, record_no, record);
  // Not linked to the stored record, whose result is separate.
  return tell(scope, std::nullopt, record, Outcome::quarantined,
              {placed(model::taken_over_issue(record.number, record.record_id, record.owner), record)});
}

Identity identity_of(Connection& db, std::int64_t record_no, std::string_view owner) {
  Identity identity{std::string(owner), std::nullopt};
  auto query = db.query(
      "SELECT coalesce((SELECT i.pseudonym FROM facts f JOIN identities i ON i.person = f.person"
      " WHERE f.record = ?1), (SELECT pseudonym FROM quarantine WHERE record = ?1 AND awaits = ''))",
      record_no);
  if (query.step() && !query.is_null(0)) identity.person = query.digest(0);
  return identity;
}

void drop_same_waiting(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record) {
  if (!stored.known.waiting || stored.known.waiting->content != record.content) return;
  drop_waiting(scope.db, stored.no);
  scope.db.run("UPDATE records SET waiting_version = NULL, waiting_digest = NULL WHERE no = ?1", stored.no);
  --scope.totals[scope.source].second;
}

void part_issues(Connection& db, std::int64_t record_no) {
  db.run("UPDATE issues SET record = NULL WHERE record = ?1", record_no);
}

void drop_leftover(ApplyScope& scope, const PreparedRecord& record, model::Outcome outcome) {
  if (record.key_part().empty() || record.owner.empty() || outcome == model::Outcome::rejected) return;
  if (scope.submission.client.empty() || scope.ahead.lacks(record.record_id)) return;
  if (!record.body_key.empty()) {
    drop_refused_of_bodies(scope.db, scope.submission.source, record.record_id, scope.submission.client,
                           record.body_key);
    return;
  }
  const auto leftover =
      find_leftover(scope.db, scope.submission.source, record.record_id, scope.submission.client);
  if (!leftover) return;
  part_issues(scope.db, *leftover);
  scope.db.run("DELETE FROM records WHERE no = ?1", *leftover);
}

void note_claims(Connection& db, const ApplyRequest& request, const ApplyScope& scope) {
  if (scope.refused > 0) count_refused(db, request, scope.refused);
  if (scope.refused > 0 || scope.person_changed > 0) {
    db.run(
        "UPDATE submissions SET refused = refused + ?2, person_changed = person_changed + ?3 WHERE no = ?1",
        scope.issues.submission, static_cast<std::int64_t>(scope.refused),
        static_cast<std::int64_t>(scope.person_changed));
  }
  if (!request.last) return;
  auto refused = static_cast<std::int64_t>(scope.refused);
  auto changed = static_cast<std::int64_t>(scope.person_changed);
  if (!request.first) {
    auto query =
        db.query("SELECT refused, person_changed FROM submissions WHERE no = ?1", scope.issues.submission);
    if (!query.step()) return;
    refused = query.integer(0);
    changed = query.integer(1);
  }
  append_count(db, request, "records.refuse", refused);
  append_count(db, request, "records.person-changed", changed);
}

void note_claims_refused(Connection& db, const ApplyRequest& request, std::uint64_t refused) {
  if (refused == 0) return;
  count_refused(db, request, refused);
  append_count(db, request, "records.refuse", static_cast<std::int64_t>(refused));
}

std::uint64_t read_refusals(Connection& db, std::string_view client, base::Date day) {
  auto query =
      db.query("SELECT refused FROM refusals WHERE client = ?1 AND day = ?2", client, pack_date(day));
  return query.step() ? static_cast<std::uint64_t>(query.integer(0)) : 0;
}

std::int64_t drop_refusals(Connection& db, base::Date before) {
  return db.change("DELETE FROM refusals WHERE day < ?1", pack_date(before));
}

bool awaits_still(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record) {
  const bool is_held = stored.known.accepted || stored.known.waiting;
  if (stored.no == 0 || is_held || record.outcome == model::Outcome::rejected) return false;
  auto query = scope.db.query("SELECT 1 FROM quarantine WHERE record = ?1 AND owner = ?2 AND awaits <> ''",
                              stored.no, record.owner);
  return query.step();
}

}  // namespace raccordo::store
