#include "store/sqlite/record_states.hpp"

#include <limits>
#include <utility>

#include "store/interface/cursor.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/reach.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {
namespace {

using model::Outcome;

// Statements are literals; this part is shared by the two readers below.
#define RACCORDO_SELECT_STATE                                                                               \
  "SELECT r.no, r.record_id, r.owner, r.outcome, r.version, r.submission, r.number, r.received_at,"         \
  " r.accepted_version, r.accepted_submission, r.accepted_number, r.accepted_received_at, q.version,"       \
  " q.submission, q.number, q.received_at, r.listed_at, r.key_owner FROM records r LEFT JOIN quarantine q " \
  "ON q.record = "                                                                                          \
  "r.no"                                                                                                    \
  " AND q.awaits = '' "

/// One sending of a record, from its columns.
struct Sending {
  Outcome outcome = Outcome::rejected;
  base::Instant version;
  std::string submission;
  std::uint64_t number = 0;
  base::Instant received_at;
};

/// Four columns: version, submission, number, received_at.
Sending read_sending(const Query& query, int first, Outcome outcome) {
  return {outcome, query.instant(first), query.string(first + 1),
          static_cast<std::uint64_t>(query.integer(first + 2)), query.instant(first + 3)};
}

struct StateRow {
  std::int64_t no = 0;
  std::string record_id, owner, key;
  Sending last, stored;
  std::int64_t listed_at = 0;
  bool is_claim = false;  ///< only a content that awaits a decision is stored
};

StateRow read_row(const Query& query) {
  StateRow row;
  row.no = query.integer(0);
  row.record_id = query.string(1);
  row.owner = query.string(2);
  row.last = read_sending(query, 4, stored_enum(query, 3, Outcome::rejected));
  const bool waits = !query.is_null(12);
  const bool accepted = !query.is_null(8);
  row.stored = waits      ? read_sending(query, 12, Outcome::quarantined)
               : accepted ? read_sending(query, 8, Outcome::accepted)
                          : row.last;
  row.listed_at = query.integer(16);
  row.key = query.string(17);
  row.is_claim = !waits && !accepted && row.last.outcome == Outcome::quarantined;
  return row;
}

/// The content of the record that awaits a decision, if its Comune is within reach.
std::optional<RecordState::Attempt> read_held_over(Connection& db, const StateRow& row,
                                                   const RecordReach& reach) {
  auto query = db.query(
      "SELECT owner, submission, number, received_at FROM quarantine WHERE record = ?1 AND awaits <> ''"
      " ORDER BY received_at DESC, id DESC",
      row.no);
  while (query.step()) {
    if (!reach.comuni.holds(query.text(0))) continue;
    const auto submission = query.string(1);
    return RecordState::Attempt{
        Outcome::quarantined, submission, query.instant(3),
        unlinked_issues(db, row.record_id, submission, static_cast<std::uint64_t>(query.integer(2)))};
  }
  return std::nullopt;
}

std::optional<RecordState::Attempt> last_attempt(Connection& db, const StateRow& row,
                                                 const RecordReach& reach) {
  auto held = read_held_over(db, row, reach);
  const auto& last = row.last;
  const bool rejected = last.outcome == Outcome::rejected && row.stored.outcome != Outcome::rejected;
  if (!rejected || (held && held->received_at > last.received_at)) return held;
  return RecordState::Attempt{Outcome::rejected, last.submission, last.received_at,
                              issues_of_record(db, row.no, last.submission, last.number)};
}

RecordState state_of(Connection& db, const StateRow& row, const RecordReach& reach) {
  RecordState state;
  state.record_id = row.record_id;
  state.owner = row.owner;
  state.body = body_of_key(row.key);
  state.version = row.stored.version;
  state.outcome = row.stored.outcome;
  state.submission = row.stored.submission;
  state.received_at = row.stored.received_at;
  state.issues = issues_of_record(db, row.no, row.stored.submission, row.stored.number);
  state.last_attempt = last_attempt(db, row, reach);
  // The record beside which it waited was erased: it is the record itself now.
  if (row.is_claim && state.last_attempt) {
    state.issues = std::move(state.last_attempt->issues);
    state.last_attempt.reset();
  }
  return state;
}

}  // namespace

std::optional<RecordState> read_state(Connection& db, std::int64_t record, const RecordReach& reach) {
  auto query = db.query(RACCORDO_SELECT_STATE "WHERE r.no = ?1", record);
  if (!query.step()) return std::nullopt;
  return state_of(db, read_row(query), reach);
}

std::optional<RecordState> read_record(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach) {
  const auto found = find_of_id(db, source, record_id, reach);
  if (found.count() == 0) return std::nullopt;
  auto state = found.records.empty() ? state_of(found.facts.apart.front(), record_id)
                                     : read_state(db, found.records.front(), reach);
  if (state) state->others = found.count() - 1;
  return state;
}

Page<RecordState> read_records(Connection& db, std::string_view source, std::optional<base::Instant> since,
                               std::size_t limit, std::string_view cursor, const RecordReach& reach) {
  Page<RecordState> page;
  const auto start = since ? since->micros : std::numeric_limits<std::int64_t>::min();
  const auto after = read_cursor<2>(cursor, {start, -1});
  if (!after) return page;
  // The list is ordered by the last sending: `since` must also find a rejected one.
  auto query =
      db.query(RACCORDO_SELECT_STATE
               "WHERE r.source = (SELECT no FROM codes WHERE text = ?1) AND (r.listed_at, r.no) > (?2, ?3)"
               " ORDER BY r.listed_at, r.no",
               source, (*after)[0], (*after)[1]);
  CursorKey<2> last{};
  PageBound bound(limit);
  while (query.step()) {
    const auto row = read_row(query);
    if (!is_within(db, reach, row.owner, row.last.submission) || !reaches_key(reach, row.key)) continue;
    if (bound.full()) {
      page.next = write_cursor(last);
      break;
    }
    last = {row.listed_at, row.no};
    page.items.push_back(state_of(db, row, reach));
    bound.add((page.items.back().issues.size() + 1) * kIssueBytes);
  }
  return page;
}

}  // namespace raccordo::store
