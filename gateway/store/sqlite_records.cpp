#include "store/sqlite_records.hpp"

#include <limits>

#include "store/cursor.hpp"
#include "store/sqlite_anonymous.hpp"
#include "store/sqlite_persons.hpp"

namespace raccordo::store {
namespace {

RecordState read_state(const Query& query) {
  RecordState state;
  state.record_id = query.string(1);
  state.version = query.instant(2);
  state.outcome = static_cast<model::Outcome>(query.integer(3));
  state.submission = query.string(4);
  state.received_at = query.instant(5);
  state.owner = query.string(6);
  return state;
}

std::optional<std::int64_t> take_person(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT person FROM facts WHERE record = ?1", record);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

}  // namespace

void write_totals(Connection& db, const TotalsDelta& totals) {
  for (const auto& [source, delta] : totals) {
    if (delta.first == 0 && delta.second == 0) continue;
    db.run(
        "INSERT INTO source_totals (source, accepted, waiting) VALUES (?1, ?2, ?3) ON CONFLICT (source)"
        " DO UPDATE SET accepted = accepted + excluded.accepted, waiting = waiting + excluded.waiting",
        source, delta.first, delta.second);
  }
}

std::optional<std::int64_t> find_record(Connection& db, std::string_view source, std::string_view record_id) {
  auto query = db.query(
      "SELECT no FROM records WHERE source = (SELECT no FROM codes WHERE text = ?1) AND record_id = ?2",
      source, record_id);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

bool drop_waiting(Connection& db, std::int64_t record) {
  db.run("DELETE FROM waiting_codes WHERE record = ?1", record);
  return db.run("DELETE FROM quarantine WHERE record = ?1", record) > 0;
}

void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals) {
  {
    auto query = db.query(
        "SELECT source, accepted_version IS NOT NULL, waiting_version IS NOT NULL FROM records WHERE no = ?1",
        record);
    if (!query.step()) return;
    auto& [accepted, waiting] = totals[query.integer(0)];
    accepted -= query.integer(1);
    waiting -= query.integer(2);
  }
  const auto person = take_person(db, record);
  drop_waiting(db, record);
  db.run("DELETE FROM facts WHERE record = ?1", record);
  db.run("DELETE FROM bodies WHERE record = ?1", record);
  db.run("DELETE FROM former_bodies WHERE record = ?1", record);
  db.run("DELETE FROM issues WHERE record = ?1", record);
  db.run("DELETE FROM records WHERE no = ?1", record);
  if (person) drop_unused_person(db, *person);
}

std::optional<RecordState> read_record(Connection& db, std::string_view source, std::string_view record_id) {
  auto query = db.query(
      "SELECT no, record_id, version, outcome, submission, received_at, owner FROM records"
      " WHERE source = (SELECT no FROM codes WHERE text = ?1) AND record_id = ?2",
      source, record_id);
  if (!query.step()) {
    const auto fact = find_anonymous(db, source, record_id);
    return fact ? std::optional(state_of(*fact, record_id)) : std::nullopt;
  }
  auto state = read_state(query);
  state.issues = issues_of_record(db, query.integer(0), state.submission);
  return state;
}

Page<RecordState> read_records(Connection& db, std::string_view source, std::optional<base::Instant> since,
                               std::size_t limit, std::string_view cursor) {
  Page<RecordState> page;
  const auto start = since ? since->micros : std::numeric_limits<std::int64_t>::min();
  const auto after = read_cursor<2>(cursor, {start, -1});
  if (!after) return page;
  auto query = db.query(
      "SELECT no, record_id, version, outcome, submission, received_at, owner FROM records"
      " WHERE source = (SELECT no FROM codes WHERE text = ?1) AND (received_at, no) > (?2, ?3)"
      " ORDER BY received_at, no LIMIT ?4",
      source, (*after)[0], (*after)[1], rows_wanted(limit));
  CursorKey<2> last{};
  PageBound bound(limit);
  while (query.step()) {
    if (bound.full()) {
      page.next = write_cursor(last);
      break;
    }
    page.items.push_back(read_state(query));
    auto& state = page.items.back();
    last = {state.received_at.micros, query.integer(0)};
    state.issues = issues_of_record(db, query.integer(0), state.submission);
    bound.add((state.issues.size() + 1) * kIssueBytes);
  }
  return page;
}

}  // namespace raccordo::store
