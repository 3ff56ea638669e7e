#include "store/sqlite/retention.hpp"

#include <array>
#include <string>
#include <vector>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/exchange_rows.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/restrictions.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

using Cutoffs = CaseStore::RetentionCutoffs;

constexpr std::int64_t kSlice = 200;
constexpr std::int64_t kIssueSlice = 5000;

struct ExpiredRow {
  std::int64_t record = 0;
  std::string record_id;
  std::int64_t id = 0;
  bool awaits = false;  ///< awaits a decision, beside the stored record
};

/// Counted in the same write, so that a crash loses nothing for the audit.
void note_untold(Connection& db, std::string_view what, std::uint64_t count) {
  if (count == 0) return;
  db.run(
      "INSERT INTO retention_untold (what, count) VALUES (?1, ?2) ON CONFLICT (what)"
      " DO UPDATE SET count = retention_untold.count + excluded.count",
      what, static_cast<std::int64_t>(count));
}

std::vector<ExpiredRow> find_expired(Connection& db, base::Instant cutoff) {
  std::vector<ExpiredRow> rows;
  auto query = db.query(
      "SELECT q.record, r.record_id, q.id, q.awaits <> '' FROM quarantine q JOIN records r"
      " ON r.no = q.record WHERE q.received_at < ?1 AND NOT EXISTS"
      " (SELECT 1 FROM restrictions x WHERE x.pseudonym = q.pseudonym) ORDER BY q.received_at LIMIT ?2",
      cutoff, kSlice);
  while (query.step()) {
    rows.push_back({query.integer(0), query.string(1), query.integer(2), query.integer(3) != 0});
  }
  return rows;
}

model::Issue expired_issue(const ExpiredRow& row, std::uint64_t number) {
  model::Issue issue;
  issue.record = number;
  issue.record_id = row.record_id;
  issue.code = model::IssueCode::quarantine_expired;
  issue.message =
      "This record waited for the mapping of a code longer than waiting records are kept, and its content "
      "has been deleted. Send the record again once the code is mapped.";
  return issue;
}

/// A submission in which the record waits.
struct Telling {
  IssueSink sink;
  std::uint64_t number = 0;
};

std::vector<Telling> tellings_of(Connection& db, std::int64_t record) {
  std::vector<Telling> tellings;
  auto query = db.query(
      "SELECT s.no, s.issues, s.issues_dropped, min(CAST(json_extract(i.issue, '$.record') AS BIGINT)) FROM "
      "issues i"
      " JOIN submissions s ON s.no = i.submission WHERE i.record = ?1 AND i.outcome = ?2 GROUP BY s.no",
      record, static_cast<std::int64_t>(model::Outcome::quarantined));
  while (query.step()) {
    tellings.push_back({{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                         static_cast<std::uint64_t>(query.integer(2))},
                        static_cast<std::uint64_t>(query.integer(3))});
  }
  return tellings;
}

/// Updates the receipts of all submissions in which the record waited: it was rejected.
void tell_submissions(Connection& db, const ExpiredRow& row) {
  constexpr auto kRejected = model::Outcome::rejected;
  for (auto& telling : tellings_of(db, row.record)) {
    auto& sink = telling.sink;
    db.run("UPDATE issues SET outcome = ?3 WHERE record = ?1 AND +submission = ?2", row.record,
           sink.submission, static_cast<std::int64_t>(kRejected));
    add_issues(db, sink, row.record, kRejected, {expired_issue(row, telling.number)});
    db.run(
        "UPDATE submissions SET quarantined = max(quarantined - 1, 0), rejected = rejected + 1, issues = ?2,"
        " issues_dropped = ?3 WHERE no = ?1",
        sink.submission, static_cast<std::int64_t>(sink.kept), static_cast<std::int64_t>(sink.dropped));
    tell_record_left(db, sink.submission, row.record, static_cast<std::int64_t>(telling.number), kRejected);
  }
}

/// Deletes a content that awaited a decision too long; the record beside which it waited does not change.
void expire_held_over(Connection& db, const ExpiredRow& row) {
  constexpr auto kRejected = model::Outcome::rejected;
  std::vector<Telling> tellings;
  {
    auto query = db.query(
        "SELECT s.no, s.issues, s.issues_dropped, CAST(json_extract(i.issue, '$.record') AS BIGINT) FROM "
        "issues i"
        " JOIN submissions s ON s.no = i.submission JOIN quarantine q ON q.id = ?1"
        " WHERE i.record IS NULL AND json_extract(i.issue, '$.record_id') = ?2 AND i.outcome = ?3"
        " AND json_extract(i.issue, '$.code') = q.awaits AND json_extract(i.issue, '$.value') = q.owner",
        row.id, row.record_id, static_cast<std::int64_t>(model::Outcome::quarantined));
    while (query.step()) {
      tellings.push_back({{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                           static_cast<std::uint64_t>(query.integer(2))},
                          static_cast<std::uint64_t>(query.integer(3))});
    }
  }
  db.run("DELETE FROM quarantine WHERE id = ?1", row.id);
  db.run(
      "UPDATE records SET outcome = ?3 WHERE no = ?1 AND outcome = ?2 AND accepted_version IS NULL AND"
      " waiting_version IS NULL AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.record = ?1)",
      row.record, static_cast<std::int64_t>(model::Outcome::quarantined),
      static_cast<std::int64_t>(kRejected));
  for (auto& telling : tellings) {
    auto& sink = telling.sink;
    db.run(
        "UPDATE issues SET outcome = ?4 WHERE record IS NULL AND json_extract(issue, '$.record_id') = ?1"
        " AND submission = ?2 AND CAST(json_extract(issue, '$.record') AS BIGINT) = ?3",
        row.record_id, sink.submission, static_cast<std::int64_t>(telling.number),
        static_cast<std::int64_t>(kRejected));
    add_issues(db, sink, std::nullopt, kRejected, {expired_issue(row, telling.number)});
    db.run(
        "UPDATE submissions SET quarantined = max(quarantined - 1, 0), rejected = rejected + 1, issues = ?2,"
        " issues_dropped = ?3 WHERE no = ?1",
        sink.submission, static_cast<std::int64_t>(sink.kept), static_cast<std::int64_t>(sink.dropped));
    tell_record_left(db, sink.submission, row.record, static_cast<std::int64_t>(telling.number), kRejected);
  }
}

std::uint64_t expire_quarantine(Connection& db, const Cutoffs& cutoffs) {
  const auto rows = find_expired(db, cutoffs.quarantine);
  TotalsDelta totals;
  for (const auto& row : rows) {
    if (row.awaits) {
      expire_held_over(db, row);
      continue;
    }
    drop_waiting(db, row.record);
    auto query = db.query("SELECT source FROM records WHERE no = ?1", row.record);
    if (query.step()) --totals[query.integer(0)].second;
    db.run(
        "UPDATE records SET waiting_version = NULL, waiting_digest = NULL,"
        " outcome = iif(outcome = ?2, ?3, outcome) WHERE no = ?1",
        row.record, static_cast<std::int64_t>(model::Outcome::quarantined),
        static_cast<std::int64_t>(model::Outcome::rejected));
    tell_submissions(db, row);
  }
  write_totals(db, totals);
  note_untold(db, "quarantine_expired", rows.size());
  return rows.size();
}

std::uint64_t erase_all(Connection& db, const std::vector<std::int64_t>& records) {
  TotalsDelta totals;
  for (const auto record : records) erase_stored(db, record, totals);
  write_totals(db, totals);
  return records.size();
}

/// A closed case with a newer waiting version may have been reopened, and one claimed by another Comune may
/// move to it: it is kept until that is settled.
std::uint64_t take_persons(Connection& db, const Cutoffs& cutoffs) {
  std::vector<std::int64_t> records;
  {
    auto query = db.query(
        "SELECT f.record FROM facts f JOIN records r ON r.no = f.record"
        " WHERE f.closed <> 0 AND f.closed < ?1 AND r.waiting_version IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.record = r.no) AND f.person NOT IN"
        " (SELECT i.person FROM restrictions x CROSS JOIN identities i"
        " ON substr(i.pseudonym, 1, 8) = substr(x.pseudonym, 1, 8) AND i.pseudonym = x.pseudonym) LIMIT "
        "?2",
        pack_date(cutoffs.closed_before), kSlice);
    while (query.step()) records.push_back(query.integer(0));
  }
  TotalsDelta totals;
  for (const auto record : records) make_anonymous(db, record, totals);
  write_totals(db, totals);
  note_untold(db, "anonymised", records.size());
  return records.size();
}

/// Records that were only ever rejected are kept as long as their submissions.
std::uint64_t drop_without_content(Connection& db, const Cutoffs& cutoffs) {
  std::vector<std::int64_t> records;
  {
    auto query = db.query(
        "SELECT no FROM records WHERE accepted_version IS NULL AND waiting_version IS NULL"
        " AND received_at < ?1 AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.record = records.no)"
        " LIMIT ?2",
        cutoffs.submissions, kSlice);
    while (query.step()) records.push_back(query.integer(0));
  }
  note_untold(db, "records_without_content", records.size());
  return erase_all(db, records);
}

/// One submission per slice if it has many issues, which are deleted in slices as well.
std::uint64_t drop_submissions(Connection& db, const Cutoffs& cutoffs) {
  std::vector<std::int64_t> found;
  {
    auto query = db.query(
        "SELECT no FROM submissions WHERE received_at < ?1 AND (spool = '' OR state = 3) ORDER BY received_at"
        " LIMIT ?2",
        cutoffs.submissions, kSlice);
    while (query.step()) found.push_back(query.integer(0));
  }
  std::int64_t issues = 0;
  std::uint64_t gone = 0;
  for (const auto no : found) {
    issues += db.change(
        "DELETE FROM issues WHERE submission = ?1 AND seq IN"
        " (SELECT seq FROM issues WHERE submission = ?1 LIMIT ?2)",
        no, kIssueSlice - issues);
    if (issues >= kIssueSlice) return gone + 1;
    db.run("DELETE FROM submissions WHERE no = ?1", no);
    note_untold(db, "submissions", 1);
    ++gone;
  }
  return gone;
}

std::uint64_t drop_keys(Connection& db, const Cutoffs& cutoffs) {
  return static_cast<std::uint64_t>(
      db.change("DELETE FROM idempotency_keys WHERE (client, source, key) IN"
                " (SELECT client, source, key FROM idempotency_keys WHERE created_at < ?1 LIMIT ?2)",
                cutoffs.idempotency, kSlice));
}

/// Counters of months older than all submissions.
std::uint64_t drop_coverage(Connection& db, const Cutoffs& cutoffs) {
  return static_cast<std::uint64_t>(
      db.change("DELETE FROM coverage WHERE month < ?1", std::int64_t{month_of(cutoffs.submissions)}));
}

/// Counts of refusals older than a month, tombstones older than every open submission, and restrictions of
/// persons of whom nothing is stored any more.
std::uint64_t drop_claims(Connection& db, const Cutoffs& cutoffs) {
  return static_cast<std::uint64_t>(drop_refusals(db, base::local_date(cutoffs.idempotency)) +
                                    drop_tombstones(db) + drop_restrictions(db));
}

std::uint64_t drop_exchanges(Connection& db, const Cutoffs& cutoffs) {
  const auto gone = drop_ended_exchanges(db, cutoffs.exchanges, kSlice);
  note_untold(db, "exchanges", gone);
  return gone;
}

}  // namespace

void tell_retention(Connection& db, const AuditEvent& event) {
  auto told = event;
  {
    auto query = db.query("SELECT what, count FROM retention_untold ORDER BY what");
    while (query.step()) told.details[query.string(0)] = std::to_string(query.integer(1));
  }
  if (told.details.size() == event.details.size()) return;
  db.run("DELETE FROM retention_untold");
  append_audit(db, told);
}

std::uint64_t retain_slice(Connection& db, const Cutoffs& cutoffs) {
  // Waiting records first: their submissions, if equally old, must still be updated.
  constexpr std::array kSteps{expire_quarantine, take_persons, drop_without_content, drop_submissions,
                              drop_coverage,     drop_keys,    drop_claims,          drop_exchanges};
  for (const auto step : kSteps) {
    if (const auto gone = step(db, cutoffs); gone > 0) return gone;
  }
  return 0;
}

}  // namespace raccordo::store
