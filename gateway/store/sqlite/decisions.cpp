#include "store/sqlite/decisions.hpp"

#include <utility>

#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/remap.hpp"
#include "store/sqlite/replay_apply.hpp"
#include "store/sqlite/submissions.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

/// A record that awaits a decision.
struct Awaiting {
  std::int64_t record = 0, source = 0;
  std::string owner, record_id, source_name;
  SubmissionRow submission;  ///< the submission that brought it; only the fields that apply_record reads
  std::uint64_t number = 0;
  base::Instant version;
};

std::optional<Awaiting> read_awaiting(Connection& db, const Decision& decision) {
  auto query = db.query(
      "SELECT q.record, q.source, q.owner, q.submission, q.number, q.received_at, q.version, r.record_id,"
      " c.text, q.content, iif(r.accepted_version IS NULL AND r.waiting_version IS NULL, '', r.owner)"
      " FROM quarantine q JOIN records r ON r.no = q.record JOIN codes c ON c.no = q.source"
      " WHERE q.id = ?1 AND q.awaits <> ''",
      decision.id);
  // The owners that the administrator saw, and may hold, must still be the stored ones.
  if (!query.step() || sight_of(query.digest(9), query.text(10)) != decision.content) return std::nullopt;
  Awaiting row;
  row.record = query.integer(0);
  row.source = query.integer(1);
  row.owner = query.string(2);
  row.submission.id = query.string(3);
  row.number = static_cast<std::uint64_t>(query.integer(4));
  row.submission.received_at = query.instant(5);
  row.version = query.instant(6);
  // The decision counts as received last, with its own receipt number: no earlier content overwrites it.
  row.submission.seq = next_receipt(db);
  row.record_id = query.string(7);
  row.source_name = query.string(8);
  return row;
}

HeldContent claim_of(const Awaiting& row) {
  return {row.version, {}, row.submission.seq, VersionOrigin::said, row.submission.received_at};
}

/// A submission in which the record waits, and its place there.
struct Told {
  IssueSink sink;
  std::uint64_t number = 0;
};

std::vector<Told> told_of(Connection& db, const Awaiting& row) {
  std::vector<Told> found;
  auto query = db.query(
      "SELECT s.no, s.issues, s.issues_dropped, CAST(json_extract(i.issue, '$.record') AS BIGINT) FROM "
      "issues i"
      " JOIN submissions s ON s.no = i.submission WHERE i.record IS NULL"
      " AND json_extract(i.issue, '$.record_id') = ?1 AND i.outcome = ?2 AND s.source = ?3"
      " AND json_extract(i.issue, '$.code') = 'record-taken-over' AND json_extract(i.issue, '$.value') = ?4",
      row.record_id, static_cast<std::int64_t>(Outcome::quarantined), row.source_name, row.owner);
  while (query.step()) {
    found.push_back({{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                      static_cast<std::uint64_t>(query.integer(2))},
                     static_cast<std::uint64_t>(query.integer(3))});
  }
  return found;
}

/// Updates the receipts with the result.
void tell(Connection& db, const Awaiting& row, Outcome outcome, const std::vector<model::Issue>& issues) {
  for (auto& told : told_of(db, row)) {
    db.run(
        "DELETE FROM issues WHERE record IS NULL AND json_extract(issue, '$.record_id') = ?1"
        " AND submission = ?2 AND CAST(json_extract(issue, '$.record') AS BIGINT) = ?3",
        row.record_id, told.sink.submission, static_cast<std::int64_t>(told.number));
    auto now = issues;
    for (auto& issue : now) {
      issue.record = told.number;
      issue.outcome = outcome;
    }
    add_issues(db, told.sink, row.record, outcome, now);
    db.run(
        "UPDATE submissions SET quarantined = max(quarantined - 1, 0), accepted = accepted + ?2,"
        " rejected = rejected + ?3, issues = ?4, issues_dropped = ?5 WHERE no = ?1",
        told.sink.submission, static_cast<std::int64_t>(outcome == Outcome::accepted),
        static_cast<std::int64_t>(outcome == Outcome::rejected), static_cast<std::int64_t>(told.sink.kept),
        static_cast<std::int64_t>(told.sink.dropped));
    tell_record_left(db, told.sink.submission, row.record, static_cast<std::int64_t>(told.number), outcome);
  }
}

void accept(Connection& db, CodeDictionary& codes, const Awaiting& row, PreparedRecord record) {
  const auto issues = std::exchange(record.issues, {});
  record.number = row.number;
  record.version = row.version;
  ApplyScope scope{db, codes, row.submission, row.source, {}, {}};
  store_as_accepted(scope, record);
  write_totals(db, scope.totals);
  tell(db, row, Outcome::accepted, issues);
}

void reject(Connection& db, const Awaiting& row) {
  auto issue = model::taken_over_issue(row.number, row.record_id, row.owner);
  issue.message =
      "An administrator rejected this record: its number belongs to a case of another Comune and another "
      "person, which stays as it was. Give this case a number of its own and send it again.";
  tell(db, row, Outcome::rejected, {std::move(issue)});
  db.run(
      "UPDATE records SET outcome = ?2, version = ?3, submission = ?4, number = ?5, received_at = ?6,"
      " listed_at = ?7"
      " WHERE no = ?1 AND received_at <= ?6 AND waiting_version IS NULL",
      row.record, static_cast<std::int64_t>(Outcome::rejected), row.version, row.submission.id,
      static_cast<std::int64_t>(row.number), row.submission.received_at,
      next_listing(db, row.submission.received_at));
}

/// A reopened case without its person: it waits as the record itself.
struct Reopened {
  std::int64_t record = 0;
  std::string source_name;
  PreparedRecord rejected;  ///< the form in which it is stored if it is rejected
  AnonymousFact fact;
};

std::optional<Reopened> read_reopened(Connection& db, const Decision& decision) {
  Reopened row;
  std::int64_t source = 0;
  std::string key_owner;
  {
    auto query = db.query(
        "SELECT q.record, q.source, r.record_id, q.number, q.owner, q.version, r.key_owner, c.text FROM"
        " quarantine q JOIN records r ON r.no = q.record JOIN codes c ON c.no = q.source WHERE q.id = ?1 AND "
        "q.awaits = '' AND r.waiting_digest = ?2",
        decision.id, Blob{base::as_bytes(decision.content)});
    if (!query.step()) return std::nullopt;
    row.record = query.integer(0);
    source = query.integer(1);
    row.rejected.record_id = query.string(2);
    row.rejected.number = static_cast<std::uint64_t>(query.integer(3));
    row.rejected.owner = query.string(4);
    row.rejected.version = query.instant(5);
    key_owner = query.string(6);
    row.source_name = query.string(7);
  }
  const auto fact = find_anonymous(db, source, row.rejected.record_id, key_owner);
  if (!fact) return std::nullopt;
  row.fact = *fact;
  auto issue = reopened_issue(row.rejected);
  issue.message =
      "An administrator rejected this record: the case was closed longer ago than personal data are kept, "
      "and "
      "what was counted of it stays as it was.";
  row.rejected.issues = {std::move(issue)};
  return row;
}

/// Accepted: replaces the fact. Rejected: the fact is kept, and nothing else of the record.
void decide_reopened(Connection& db, CodeDictionary& codes, const Decision& decision, Reopened row) {
  auto record = std::move(row.rejected);
  if (decision.accept) record = *decision.accept;
  record.decided = true;
  replay_all(db, codes, {{0, row.record, decision.content, std::move(record)}});
  if (decision.accept) return;
  db.run("UPDATE issues SET record = ?2 WHERE record = ?1", row.record, row.fact.no);
  // The refusal is told without the record's id, which is no longer kept.
  db.run("UPDATE webhook_events SET record = NULL WHERE record = ?1", row.record);
  db.run("DELETE FROM records WHERE no = ?1", row.record);
}

/// A record mapped with tables that were replaced since is mapped again, like records of a submission.
void note_if_overtaken(Connection& db, const Decision& decision, std::string_view source,
                       std::int64_t record) {
  if (decision.accept && is_overtaken(db, source, decision.generation)) note_overtaken(db, record);
}

}  // namespace

Decided decide_one(Connection& db, CodeDictionary& codes, const Decision& decision) {
  if (auto reopened = read_reopened(db, decision)) {
    note_if_overtaken(db, decision, reopened->source_name, reopened->record);
    decide_reopened(db, codes, decision, std::move(*reopened));
    append_audit(db, decision.event);
    return Decided::done;
  }
  const auto row = read_awaiting(db, decision);
  if (!row || (decision.accept && is_overtaken(db, row->record, claim_of(*row)))) return Decided::gone;
  db.run("DELETE FROM quarantine WHERE id = ?1", decision.id);
  if (decision.accept) {
    accept(db, codes, *row, *decision.accept);
    note_if_overtaken(db, decision, row->source_name, row->record);
  } else {
    reject(db, *row);
  }
  append_audit(db, decision.event);
  return Decided::done;
}

}  // namespace raccordo::store
