#include "store/sqlite/replay_apply.hpp"

#include <algorithm>
#include <utility>

#include "store/sqlite/issues.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/replay_rows.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

/// Origin of the last known state of a record.
struct LastState {
  std::int64_t outcome = 0, version = 0, number = 0, received_at = 0, seq = 0;
  std::string submission;
};

/// A waiting record in its present state.
struct Held {
  SubmissionRow
      submission;  ///< the submission of the waiting content; only the fields that apply_record reads
  std::uint64_t number = 0;
  std::int64_t source = 0;
  base::Digest content{};
  LastState last;
};

std::optional<Held> read_held(Connection& db, std::int64_t record) {
  auto query = db.query(
      "SELECT q.submission, q.received_at, q.number, q.source, r.waiting_digest, r.outcome, r.version,"
      " r.number, r.received_at, r.submission, r.seq, r.waiting_seq FROM quarantine q JOIN records r ON r.no "
      "= q.record"
      " WHERE q.record = ?1 AND q.awaits = '' AND r.waiting_digest IS NOT NULL",
      record);
  if (!query.step()) return std::nullopt;
  Held held;
  held.submission.id = query.string(0);
  held.submission.received_at = query.instant(1);
  held.number = static_cast<std::uint64_t>(query.integer(2));
  held.source = query.integer(3);
  held.content = query.digest(4);
  held.last = {query.integer(5), query.integer(6),  query.integer(7),
               query.integer(8), query.integer(10), query.string(9)};
  held.submission.seq = query.integer(11);
  return held;
}

/// A submission in which the record waits.
struct Telling {
  IssueSink sink;
  std::string id;
  std::uint64_t number = 0;  ///< the record's position in its document
};

std::vector<Telling> tellings_of(Connection& db, std::int64_t record) {
  std::vector<Telling> tellings;
  auto query = db.query(
      "SELECT s.no, s.issues, s.issues_dropped, s.id, min(CAST(json_extract(i.issue, '$.record') AS BIGINT)) "
      "FROM issues i"
      " JOIN submissions s ON s.no = i.submission WHERE i.record = ?1 AND i.outcome = ?2 GROUP BY s.no",
      record, static_cast<std::int64_t>(Outcome::quarantined));
  while (query.step()) {
    tellings.push_back({{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                         static_cast<std::uint64_t>(query.integer(2))},
                        query.string(3),
                        static_cast<std::uint64_t>(query.integer(4))});
  }
  return tellings;
}

void move_count(Connection& db, const Telling& telling, Outcome outcome) {
  const auto one_if = [&](Outcome wanted) { return static_cast<std::int64_t>(outcome == wanted); };
  db.run(
      "UPDATE submissions SET quarantined = max(quarantined - 1, 0) + ?2, accepted = accepted + ?3,"
      " unchanged = unchanged + ?4, rejected = rejected + ?5, issues = ?6, issues_dropped = ?7 WHERE no = ?1",
      telling.sink.submission, one_if(Outcome::quarantined), one_if(Outcome::accepted),
      one_if(Outcome::unchanged), one_if(Outcome::rejected), static_cast<std::int64_t>(telling.sink.kept),
      static_cast<std::int64_t>(telling.sink.dropped));
}

/// Updates the receipts of all submissions in which the record waited. Other submissions had it at other
/// places, which are not stored.
void tell(Connection& db, std::int64_t record, const Held& held, Outcome outcome,
          const std::vector<model::Issue>& issues) {
  // A content that awaits a decision is reported separately from the record beside which it waits.
  const bool taken_over = std::any_of(issues.begin(), issues.end(), [](const model::Issue& issue) {
    return issue.code == model::IssueCode::record_taken_over;
  });
  const auto link = taken_over ? std::nullopt : std::optional(record);
  for (auto& telling : tellings_of(db, record)) {
    const bool own = telling.id == held.submission.id;
    if (!own && !taken_over && outcome == Outcome::quarantined) continue;
    // The plus keeps SQLite from scanning all issues of the submission: a record has few.
    db.run("DELETE FROM issues WHERE record = ?1 AND +submission = ?2 AND outcome = ?3", record,
           telling.sink.submission, static_cast<std::int64_t>(Outcome::quarantined));
    auto told = issues;
    for (auto& issue : told) {
      if (own) continue;
      issue.record = telling.number;
      issue.at = {};
    }
    add_issues(db, telling.sink, link, outcome, told);
    move_count(db, telling, outcome);
    if (outcome != Outcome::quarantined)
      tell_record_left(db, telling.sink.submission, record, static_cast<std::int64_t>(telling.number),
                       outcome);
  }
}

/// A later rejected sending remains the last state.
void keep_later_state(Connection& db, std::int64_t record, const Held& held) {
  const auto& last = held.last;
  if (last.submission == held.submission.id && last.number == static_cast<std::int64_t>(held.number)) return;
  db.run(
      "UPDATE records SET outcome = ?2, version = ?3, submission = ?4, number = ?5, received_at = ?6, seq = "
      "?7"
      " WHERE no = ?1",
      record, last.outcome, last.version, last.submission, last.number, last.received_at, last.seq);
}

/// The waiting content cannot be accepted with any mapping: it is deleted as if rejected on arrival.
void reject_waiting(Connection& db, std::int64_t record, const Held& held, TotalsDelta& totals) {
  drop_waiting(db, record);
  --totals[held.source].second;
  db.run(
      "UPDATE records SET waiting_version = NULL, waiting_digest = NULL,"
      " outcome = iif(outcome = ?2, ?3, outcome) WHERE no = ?1",
      record, static_cast<std::int64_t>(Outcome::quarantined), static_cast<std::int64_t>(Outcome::rejected));
}

/// Settles it as apply does; issues are reported to every submission concerned.
AppliedRecord settle_waiting(Connection& db, CodeDictionary& codes, TotalsDelta& totals, const Held& held,
                             const ReplayedRecord& item) {
  if (item.prepared->outcome == Outcome::rejected) {
    reject_waiting(db, item.record, held, totals);
    return {held.number, Outcome::rejected};
  }
  auto record = *item.prepared;
  record.issues.clear();
  record.number = held.number;
  record.content = held.content;
  ApplyScope scope{db, codes, held.submission, held.source, {}, std::move(totals)};
  auto applied = apply_record(scope, record);
  totals = std::move(scope.totals);
  keep_later_state(db, item.record, held);
  return applied;
}

enum class Count : std::uint8_t { succeeded, failed };

Count replay_one(Connection& db, CodeDictionary& codes, TotalsDelta& totals, const ReplayedRecord& item) {
  const auto held = read_held(db, item.record);
  // Sent again, erased or expired since: later contents were mapped with the version in force then.
  if (!held || held->content != item.content) return Count::succeeded;
  if (!item.prepared) return Count::failed;
  const auto applied = settle_waiting(db, codes, totals, *held, item);
  const auto outcome = applied.outcome;
  auto issues = item.prepared->issues;
  issues.insert(issues.end(), applied.issues.begin(), applied.issues.end());
  tell(db, item.record, *held, outcome, issues);
  const bool done = outcome == Outcome::accepted || outcome == Outcome::unchanged;
  return done ? Count::succeeded : Count::failed;
}

void note_progress(Connection& db, std::int64_t task, std::int64_t succeeded, std::int64_t failed) {
  db.run("UPDATE replays SET state = ?2, succeeded = succeeded + ?3, failed = failed + ?4 WHERE no = ?1",
         task, static_cast<std::int64_t>(ReplayState::processing), succeeded, failed);
}

void end_if_done(Connection& db, std::int64_t task, base::Instant now) {
  const auto ended = db.change(
      "UPDATE replays SET state = ?2, ended_at = ?3 WHERE no = ?1"
      " AND NOT EXISTS (SELECT 1 FROM replay_records WHERE task = ?1)",
      task, static_cast<std::int64_t>(ReplayState::completed), now);
  if (ended > 0) tell_replay_ended(db, task);
}

}  // namespace

void replay_all(Connection& db, CodeDictionary& codes, const std::vector<ReplayedRecord>& records) {
  TotalsDelta totals;
  for (const auto& item : records) replay_one(db, codes, totals, item);
  write_totals(db, totals);
}

bool apply_replay(Connection& db, CodeDictionary& codes, const ReplayPiece& piece) {
  const auto task = find_replay(db, piece.task);
  if (!task || !is_open(task->row.state) || read_generation(db) != piece.generation) return false;
  TotalsDelta totals;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  for (const auto& item : piece.records) {
    // The row shows that it has not been counted yet.
    if (db.change("DELETE FROM replay_records WHERE task = ?1 AND position = ?2", task->no, item.position) ==
        0) {
      continue;
    }
    (replay_one(db, codes, totals, item) == Count::succeeded ? succeeded : failed) += 1;
  }
  write_totals(db, totals);
  note_progress(db, task->no, succeeded, failed);
  end_if_done(db, task->no, piece.now);
  return true;
}

}  // namespace raccordo::store
