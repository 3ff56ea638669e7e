#include "store/sqlite/issues.hpp"

#include "store/codecs/issue_codec.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/cursor.hpp"
#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {

void add_issues(Connection& db, IssueSink& sink, std::optional<std::int64_t> record, model::Outcome outcome,
                const std::vector<model::Issue>& issues) {
  if (sink.submission == 0) return;
  for (const auto& issue : issues) {
    if (sink.kept >= kIssuesKept && outcome != model::Outcome::quarantined) {
      ++sink.dropped;
      continue;
    }
    db.gather("INSERT INTO issues (submission, seq, record, outcome, issue) VALUES (?1, ?2, ?3, ?4, ?5)",
              sink.submission, static_cast<std::int64_t>(sink.kept), record,
              static_cast<std::int64_t>(outcome), encode_issue(issue));
    ++sink.kept;
  }
}

namespace {

/// Two columns: outcome, issue.
std::vector<model::Issue> read_all(Query query) {
  std::vector<model::Issue> issues;
  while (query.step()) {
    issues.push_back(decode_issue(query.text(1), stored_enum(query, 0, model::Outcome::rejected)));
  }
  return issues;
}

}  // namespace

std::vector<model::Issue> issues_of_record(Connection& db, std::int64_t record, std::string_view submission,
                                           std::uint64_t number) {
  // The plus keeps SQLite from scanning all issues of the submission: a record has few.
  return read_all(
      db.query("SELECT outcome, issue FROM issues WHERE record = ?1"
               " AND +submission = (SELECT no FROM submissions WHERE id = ?2)"
               " AND CAST(json_extract(issue, '$.record') AS BIGINT) = ?3 ORDER BY seq",
               record, submission, static_cast<std::int64_t>(number)));
}

std::vector<model::Issue> unlinked_issues(Connection& db, std::string_view record_id,
                                          std::string_view submission, std::uint64_t number) {
  return read_all(db.query(
      "SELECT outcome, issue FROM issues WHERE record IS NULL AND json_extract(issue, '$.record_id') = ?1"
      " AND +submission = (SELECT no FROM submissions WHERE id = ?2)"
      " AND CAST(json_extract(issue, '$.record') AS BIGINT) = ?3 ORDER BY seq",
      record_id, submission, static_cast<std::int64_t>(number)));
}

void erase_unlinked_issues(Connection& db, const UnlinkedOf& of) {
  db.run(
      "DELETE FROM issues WHERE record IS NULL AND json_extract(issue, '$.record_id') = ?2 AND EXISTS"
      " (SELECT 1 FROM submissions s WHERE s.no = issues.submission"
      " AND s.source = (SELECT text FROM codes WHERE no = ?1)) AND NOT EXISTS"
      " (SELECT 1 FROM issues t JOIN quarantine q ON q.awaits = json_extract(t.issue, '$.code')"
      " AND q.owner = json_extract(t.issue, '$.value') WHERE q.record = ?3 AND t.record IS NULL"
      " AND json_extract(t.issue, '$.record_id') = ?2 AND t.submission = issues.submission"
      " AND CAST(json_extract(t.issue, '$.record') AS BIGINT) = CAST(json_extract(issues.issue, '$.record') "
      "AS BIGINT) AND t.outcome = ?4)",
      of.source, of.record_id, of.record, static_cast<std::int64_t>(model::Outcome::quarantined));
}

Page<model::Issue> read_issues(Connection& db, std::string_view submission, std::size_t limit,
                               std::string_view cursor) {
  Page<model::Issue> page;
  const auto after = read_cursor<1>(cursor, {-1});
  if (!after) return page;
  auto query = db.query(
      "SELECT seq, outcome, issue FROM issues"
      " WHERE submission = (SELECT no FROM submissions WHERE id = ?1) AND seq > ?2 ORDER BY seq LIMIT ?3",
      submission, (*after)[0], rows_wanted(limit));
  std::int64_t last = -1;
  PageBound bound(limit);
  while (query.step()) {
    if (bound.full()) {
      page.next = write_cursor<1>({last});
      break;
    }
    last = query.integer(0);
    bound.add(query.text(2).size());
    page.items.push_back(decode_issue(query.text(2), stored_enum(query, 1, model::Outcome::rejected)));
  }
  return page;
}

}  // namespace raccordo::store
