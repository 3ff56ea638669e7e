#include "store/sqlite/submissions.hpp"

#include <limits>

#include "store/codecs/issue_codec.hpp"
#include "store/interface/cursor.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/shared_work.hpp"
#include "store/sqlite/stored_enum.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

// Statements are literals; this part is shared by the four readers below.
#define RACCORDO_SELECT_SUBMISSION                                                                           \
  "SELECT no, id, source, client, received_at, state, received, accepted, unchanged, quarantined, rejected," \
  " issues, issues_dropped, mapping_versions, spool, format, reject_unmapped, seq, attempts, waits_for, "    \
  "reply_to FROM"                                                                                            \
  " submissions "

struct OpenRow {
  std::int64_t no = 0;
  std::uint64_t kept = 0, dropped = 0;
  std::int64_t seq = 0;
};

std::optional<OpenRow> find_row(Connection& db, std::string_view id) {
  auto query = db.query("SELECT no, issues, issues_dropped, seq FROM submissions WHERE id = ?1", id);
  if (!query.step()) return std::nullopt;
  return OpenRow{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                 static_cast<std::uint64_t>(query.integer(2)), query.integer(3)};
}

std::int64_t whole(std::uint64_t count) { return static_cast<std::int64_t>(count); }

std::int64_t insert_row(Connection& db, const SubmissionRow& row, const model::Counts& counts,
                        std::int64_t seq) {
  return db.insert(
      "INSERT INTO submissions (id, source, client, received_at, state, received, accepted, unchanged,"
      " quarantined, rejected, mapping_versions, spool, format, reject_unmapped, seq, reply_to)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
      row.id, row.source, row.client, row.received_at, static_cast<std::int64_t>(row.state),
      whole(counts.received), whole(counts.accepted), whole(counts.unchanged), whole(counts.quarantined),
      whole(counts.rejected), encode_versions(row.mapping_versions), row.spool, row.format,
      static_cast<std::int64_t>(row.reject_unmapped), seq, row.reply_to);
}

void start_afresh(Connection& db, std::int64_t no) {
  db.run("DELETE FROM issues WHERE submission = ?1", no);
  db.run(
      "UPDATE submissions SET received = 0, accepted = 0, unchanged = 0, quarantined = 0, rejected = 0,"
      " issues = 0, issues_dropped = 0, refused = 0, person_changed = 0 WHERE no = ?1",
      no);
}

/// Reads a row of RACCORDO_SELECT_SUBMISSION.
SubmissionRow read_row(const Query& query) {
  const auto count = [&](int column) { return static_cast<std::uint64_t>(query.integer(column)); };
  SubmissionRow row;
  row.id = query.string(1);
  row.source = query.string(2);
  row.client = query.string(3);
  row.received_at = query.instant(4);
  row.state = stored_enum(query, 5, model::SubmissionState::waiting);
  row.counts = {count(6), count(7), count(8), count(9), count(10)};
  row.issues = count(11);
  row.issues_dropped = count(12);
  row.mapping_versions = decode_versions(query.text(13));
  row.spool = query.string(14);
  row.format = query.string(15);
  row.reject_unmapped = query.integer(16) != 0;
  row.seq = query.integer(17);
  row.attempts = query.integer(18);
  row.waits_for = query.string(19);
  row.reply_to = query.string(20);
  return row;
}

}  // namespace

std::int64_t next_receipt(Connection& db) {
  auto query = db.query("UPDATE counters SET value = value + 1 WHERE name = 'receipt' RETURNING value");
  if (!query.step()) throw base::SystemFault("database: the counter of receipts is missing");
  return query.integer(0);
}

std::int64_t next_listing(Connection& db, base::Instant now) {
  auto query =
      db.query("UPDATE counters SET value = max(value + 1, ?1) WHERE name = 'listed' RETURNING value", now);
  if (!query.step()) throw base::SystemFault("database: the counter of listings is missing");
  return query.integer(0);
}

std::int64_t last_receipt(Connection& db) {
  auto query = db.query("SELECT value FROM counters WHERE name = 'receipt'");
  return query.step() ? query.integer(0) : 0;
}

bool has_open_before(Connection& db, std::int64_t seq) {
  // In the order of the index of open ones: without statistics PostgreSQL would look at every submission.
  auto query = db.query(
      "SELECT 1 FROM submissions WHERE seq < ?1 AND (state IN (0, 4, 5) OR spool <> '') ORDER BY seq LIMIT 1",
      seq);
  return query.step();
}

OpenedSubmission open_submission(Connection& db, const ApplyRequest& request) {
  const auto found = find_row(db, request.submission.id);
  if (!found && !request.first) {
    throw base::SystemFault("database: a piece of a submission that was never begun");
  }
  if (!found) {
    const auto seq = next_receipt(db);
    const bool is_whole = request.last && request.submission.spool.empty();
    return {{insert_row(db, request.submission, {}, seq), 0, 0},
            seq,
            is_whole ? OpenedSubmission::Row::lacks_counts : OpenedSubmission::Row::incomplete};
  }
  if (!request.first) return {{found->no, found->kept, found->dropped}, found->seq};
  start_afresh(db, found->no);
  return {{found->no, 0, 0}, found->seq};
}

namespace {

/// Columns that no index has: far cheaper than all.
void write_counts(Connection& db, const IssueSink& sink, const model::Counts& counts) {
  db.run(
      "UPDATE submissions SET received = ?2, accepted = ?3, unchanged = ?4, quarantined = ?5, rejected = ?6,"
      " issues = ?7, issues_dropped = ?8 WHERE no = ?1",
      sink.submission, whole(counts.received), whole(counts.accepted), whole(counts.unchanged),
      whole(counts.quarantined), whole(counts.rejected), whole(sink.kept), whole(sink.dropped));
}

void add_counts(Connection& db, const ApplyRequest& request, const IssueSink& sink,
                const model::Counts& counts) {
  const auto& row = request.submission;
  const auto state = request.last ? row.state : model::SubmissionState::processing;
  if (request.last) tell_submission_ended(db, sink.submission, state);
  db.run(
      "UPDATE submissions SET state = ?2, received = received + ?3, accepted = accepted + ?4,"
      " unchanged = unchanged + ?5, quarantined = quarantined + ?6, rejected = rejected + ?7, issues = ?8,"
      " issues_dropped = ?9, mapping_versions = ?10, spool = ?11 WHERE no = ?1",
      sink.submission, static_cast<std::int64_t>(state), whole(counts.received), whole(counts.accepted),
      whole(counts.unchanged), whole(counts.quarantined), whole(counts.rejected), whole(sink.kept),
      whole(sink.dropped), encode_versions(row.mapping_versions),
      request.last ? std::string_view() : std::string_view(row.spool));
}

}  // namespace

void close_submission(Connection& db, const ApplyRequest& request, OpenedSubmission::Row row_is,
                      const IssueSink& sink, const model::Counts& counts) {
  const auto& row = request.submission;
  if (row_is == OpenedSubmission::Row::lacks_counts) {
    write_counts(db, sink, counts);
  } else {
    add_counts(db, request, sink, counts);
  }
  if (request.refused_records > 0) {
    db.run("DELETE FROM idempotency_keys WHERE submission = ?1", row.id);
  } else if (request.last && request.idempotency_key) {
    bind_named(db, {row.client, row.source, *request.idempotency_key}, row.id, request.idempotency_status);
  }
}

void write_submission(Connection& db, const SubmissionRow& row) {
  const bool is_received = row.state == model::SubmissionState::received && !row.spool.empty();
  if (db.is_shared() && is_received) check_body_is_here(db, row.spool);
  const auto found = find_row(db, row.id);
  if (!found) {
    insert_row(db, row, row.counts, next_receipt(db));
    return;
  }
  db.run(
      "UPDATE submissions SET source = ?2, client = ?3, received_at = ?4, state = ?5, mapping_versions = ?6,"
      " spool = ?7, format = ?8, reject_unmapped = ?9 WHERE no = ?1",
      found->no, row.source, row.client, row.received_at, static_cast<std::int64_t>(row.state),
      encode_versions(row.mapping_versions), row.spool, row.format,
      static_cast<std::int64_t>(row.reject_unmapped));
}

void recover_submissions(Connection& db) {
  if (db.is_shared()) {
    recover_shared(db);
    return;
  }
  // The literal 0 is PROCESSING: required for the partial index.
  static_assert(static_cast<int>(model::SubmissionState::processing) == 0);
  db.run(
      "UPDATE submissions SET state = ?1 WHERE state = 0 AND spool = '' AND substr(client, 1, 4) <> 'cli:'",
      static_cast<std::int64_t>(model::SubmissionState::failed));
  db.run("DELETE FROM idempotency_keys WHERE submission = ''");
}

std::uint64_t fail_abandoned_submissions(Connection& db, base::Instant now) {
  if (db.is_shared()) return recover_shared(db);
  std::vector<std::string> left;
  {
    auto query = db.query(
        "SELECT id FROM submissions WHERE state = 0 AND spool = '' AND substr(client, 1, 4) = 'cli:'");
    while (query.step()) left.push_back(query.string(0));
  }
  std::erase_if(left, [&](const std::string& id) { return lease_is_held(db, submission_lease(id), now); });
  for (const auto& id : left) {
    db.run("UPDATE submissions SET state = ?2 WHERE id = ?1", id,
           static_cast<std::int64_t>(model::SubmissionState::failed));
    end_lease(db, submission_lease(id));
  }
  return left.size();
}

void note_work(Connection& db, const ApplyRequest& request) {
  if (request.first && request.last) return;
  const auto name = submission_lease(request.submission.id);
  if (db.is_shared() && !request.first) keep_lease(db, name);
  if (request.last) {
    end_lease(db, name);
  } else if (request.first) {
    take_lease(db, name, base::system_clock().now());
  }
}

std::optional<SubmissionRow> read_submission(Connection& db, std::string_view id) {
  auto query = db.query(RACCORDO_SELECT_SUBMISSION "WHERE id = ?1", id);
  if (!query.step()) return std::nullopt;
  return read_row(query);
}

Page<SubmissionRow> read_submissions(Connection& db, std::string_view client, std::size_t limit,
                                     std::string_view cursor) {
  Page<SubmissionRow> page;
  const auto before = read_cursor<1>(cursor, {std::numeric_limits<std::int64_t>::max()});
  if (!before) return page;
  const Sql all = RACCORDO_SELECT_SUBMISSION "WHERE no < ?2 AND ?1 = '' ORDER BY no DESC LIMIT ?3";
  const Sql own = RACCORDO_SELECT_SUBMISSION "WHERE client = ?1 AND no < ?2 ORDER BY no DESC LIMIT ?3";
  auto query = db.query(client.empty() ? all : own, client, (*before)[0], rows_wanted(limit));
  std::int64_t last = 0;
  while (query.step()) {
    if (page.items.size() == limit) {
      page.next = write_cursor<1>({last});
      break;
    }
    last = query.integer(0);
    page.items.push_back(read_row(query));
  }
  return page;
}

std::vector<SubmissionRow> read_unfinished(Connection& db) {
  std::vector<SubmissionRow> rows;
  auto query = db.query(RACCORDO_SELECT_SUBMISSION
                        "WHERE (state IN (0, 4, 5) OR spool <> '') AND spool <> ''"
                        " AND state IN (0, 4, 5) ORDER BY seq");
  while (query.step()) rows.push_back(read_row(query));
  return rows;
}

std::vector<SubmissionRow> read_with_body(Connection& db) {
  std::vector<SubmissionRow> rows;
  auto query = db.query(RACCORDO_SELECT_SUBMISSION
                        "WHERE (state IN (0, 4, 5) OR spool <> '') AND spool <> ''"
                        " ORDER BY seq");
  while (query.step()) rows.push_back(read_row(query));
  return rows;
}

bool write_body_note(Connection& db, const BodyNote& note) {
  if (db.is_shared() && !may_note(db, note)) return false;
  const auto found = find_row(db, note.submission);
  if (!found ||
      db.change("UPDATE submissions SET state = ?2, attempts = ?3, waits_for = ?4"
                " WHERE no = ?1 AND spool <> ''",
                found->no, static_cast<std::int64_t>(note.state), note.attempts, note.waits_for) == 0) {
    return false;
  }
  if (note.state == model::SubmissionState::received) {
    db.run(
        "DELETE FROM issues WHERE submission = ?1 AND record IS NULL"
        " AND json_extract(issue, '$.code') = 'processing-failed'",
        found->no);
  }
  if (note.issue) {
    IssueSink sink{found->no, found->kept, found->dropped};
    add_issues(db, sink, std::nullopt, model::Outcome::rejected, {*note.issue});
    db.run("UPDATE submissions SET issues = ?2, issues_dropped = ?3 WHERE no = ?1", found->no,
           whole(sink.kept), whole(sink.dropped));
  }
  if (note.event) append_audit(db, *note.event);
  if (note.state == model::SubmissionState::failed) tell_submission_ended(db, found->no, note.state);
  return true;
}

}  // namespace raccordo::store
