#include "store/sqlite/person_contents.hpp"

#include <algorithm>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/exchange_origins.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/record_states.hpp"
#include "store/sqlite/restrictions.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
namespace {

bool is_of(const PersonReach& reach, const std::optional<base::Digest>& person) {
  return person &&
         std::find(reach.pseudonyms.begin(), reach.pseudonyms.end(), *person) != reach.pseudonyms.end();
}

/// An anonymous fact: its owner is known, but not the record it was.
std::optional<HeldRecord> read_fact(Connection& db, std::int64_t no, const PersonReach& reach) {
  const auto fact = read_anonymous(db, no);
  if (!fact || !reach.comuni.holds(fact->owner)) return std::nullopt;
  HeldRecord held;
  held.state = state_of(*fact, "");
  auto query = db.query("SELECT text FROM codes WHERE no = ?1", fact->source);
  if (query.step()) held.source = query.string(0);
  return held;
}

/// The accepted content of a record.
struct AcceptedContent {
  std::string owner;
  std::optional<base::Digest> person;
  RecordState state;  ///< as if nothing else were stored of the record
  HeldRecord held;
};

std::optional<AcceptedContent> read_accepted(Connection& db, std::int64_t record) {
  AcceptedContent content;
  std::uint64_t number = 0;
  {
    auto query = db.query(
        "SELECT c.text, r.record_id, r.owner, r.accepted_version, ifnull(r.accepted_submission, ''),"
        " ifnull(r.accepted_number, 0), ifnull(r.accepted_received_at, 0), ifnull(b.body, ''), i.pseudonym"
        " FROM records r JOIN codes c ON c.no = r.source LEFT JOIN bodies b ON b.record = r.no"
        " LEFT JOIN facts f ON f.record = r.no LEFT JOIN identities i ON i.person = f.person WHERE r.no = ?1",
        record);
    if (!query.step()) return std::nullopt;
    content.held.source = query.string(0);
    content.state.record_id = query.string(1);
    content.owner = content.state.owner = query.string(2);
    if (query.is_null(3)) return content;
    content.held.accepted_version = content.state.version = query.instant(3);
    content.state.submission = query.string(4);
    number = static_cast<std::uint64_t>(query.integer(5));
    content.state.received_at = query.instant(6);
    content.held.body = query.string(7);
    if (!query.is_null(8)) content.person = query.digest(8);
  }
  content.state.issues = issues_of_record(db, record, content.state.submission, number);
  auto query =
      db.query("SELECT until, body FROM former_bodies WHERE record = ?1 ORDER BY activation", record);
  while (query.step()) content.held.former.push_back({query.instant(0), query.string(1)});
  return content;
}

RecordState state_of(const QuarantineRow& row) {
  RecordState state;
  state.record_id = row.record_id;
  state.version = row.version;
  state.outcome = model::Outcome::quarantined;
  state.submission = row.submission;
  state.received_at = row.received_at;
  state.owner = row.owner;
  state.issues = row.issues;
  return state;
}

/// Whether a content of the record itself is of another person or outside the reach.
enum class Others : std::uint8_t { none, some };

struct WaitingContent {
  std::int64_t id = 0;
  bool beside = false;
};

/// The contents within reach that wait, the record's own first. A waiting row without a pseudonym is treated
/// as the record's own person, as erasure does.
std::vector<WaitingContent> find_waiting(Connection& db, std::int64_t record, const PersonReach& reach,
                                         const std::optional<base::Digest>& accepted, Others& others) {
  std::vector<WaitingContent> found;
  auto query = db.query(
      "SELECT id, owner, pseudonym, awaits <> '' FROM quarantine WHERE record = ?1 ORDER BY awaits <> '', id",
      record);
  while (query.step()) {
    const bool beside = query.integer(3) != 0;
    std::optional<base::Digest> person;
    if (!query.is_null(2)) {
      person = query.digest(2);
    } else if (!beside) {
      person = accepted;
    }
    if (is_of(reach, person) && reach.comuni.holds(query.text(1))) {
      found.push_back({query.integer(0), beside});
    } else if (!beside) {
      others = Others::some;
    }
  }
  return found;
}

/// The state as seen by the person: sendings about others are left out.
RecordState state_within(Connection& db, std::int64_t record, const HeldRecord& held,
                         const RecordState& accepted, Others others) {
  if (others == Others::none) {
    auto state = read_state(db, record, {});
    if (state) {
      const auto is_own = [&](const QuarantineRow& row) {
        return row.submission == state->last_attempt->submission;
      };
      const bool claim = state->last_attempt && state->last_attempt->outcome == model::Outcome::quarantined;
      if (claim && std::none_of(held.beside.begin(), held.beside.end(), is_own)) state->last_attempt.reset();
      if (held.accepted_version || held.waiting) return std::move(*state);
    }
  }
  if (held.waiting) return state_of(*held.waiting);
  if (held.accepted_version) return accepted;
  return state_of(held.beside.back());
}

/// Calls `add` with every row of a query that takes one pseudonym.
template <class Add>
void for_each_row(Connection& db, Sql sql, const std::vector<base::Digest>& pseudonyms, Add add) {
  for (const auto& pseudonym : pseudonyms) {
    auto query = db.query(sql, Blob{base::as_bytes(pseudonym)});
    while (query.step()) add(query);
  }
}

}  // namespace

std::optional<HeldRecord> read_contents(Connection& db, std::int64_t record, const PersonReach& reach) {
  if (record < 0) return read_fact(db, record, reach);
  auto accepted = read_accepted(db, record);
  if (!accepted) return std::nullopt;
  HeldRecord held;
  held.source = accepted->held.source;
  auto others = Others::none;
  if (accepted->held.accepted_version) {
    if (is_of(reach, accepted->person) && reach.comuni.holds(accepted->owner)) {
      held = std::move(accepted->held);
    } else {
      others = Others::some;
    }
  }
  for (const auto& content : find_waiting(db, record, reach, accepted->person, others)) {
    auto row = read_quarantined(db, content.id);
    if (!row) continue;
    if (content.beside) {
      held.beside.push_back(std::move(*row));
    } else {
      held.waiting = std::move(*row);
    }
  }
  if (!held.accepted_version && !held.waiting && held.beside.empty()) return std::nullopt;
  held.state = state_within(db, record, held, accepted->state, others);
  held.origins = read_origins(db, record);
  return held;
}

PersonTrail read_trail(Connection& db, const std::vector<base::Digest>& pseudonyms) {
  PersonTrail trail;
  for_each_row(db,
               "SELECT i.sealed_id, c.text, p.birth FROM identities i JOIN persons p ON p.no = i.person"
               " LEFT JOIN codes c ON c.no = p.sex"
               " WHERE substr(i.pseudonym, 1, 8) = substr(?1, 1, 8) AND i.pseudonym = ?1",
               pseudonyms, [&](const Query& query) {
                 HeldIdentity identity{query.string(0), query.string(1), std::nullopt};
                 if (query.integer(2) != 0) identity.birth = unpack_date(query.integer(2));
                 trail.identities.push_back(std::move(identity));
               });
  for (const auto& pseudonym : pseudonyms) {
    if (auto restriction = read_restriction(db, pseudonym))
      trail.restrictions.push_back(std::move(*restriction));
  }
  for_each_row(
      db,
      "WITH mine AS (SELECT f.record FROM identities i JOIN facts f ON f.person = i.person"
      " WHERE substr(i.pseudonym, 1, 8) = substr(?1, 1, 8) AND i.pseudonym = ?1 UNION SELECT record FROM "
      "quarantine WHERE pseudonym = ?1)"
      " SELECT submission, count(*) FROM idempotency_keys WHERE submission <> '' AND submission IN"
      " (SELECT accepted_submission FROM records JOIN mine ON record = no UNION SELECT submission FROM"
      " records JOIN mine ON record = no UNION SELECT submission FROM quarantine WHERE pseudonym = ?1)"
      " GROUP BY submission",
      pseudonyms, [&](const Query& query) {
        trail.keys_of_submissions[query.string(0)] = static_cast<std::uint64_t>(query.integer(1));
      });
  for_each_row(db,
               "SELECT count(*) FROM replay_records t JOIN quarantine q ON q.record = t.record"
               " WHERE q.pseudonym = ?1",
               pseudonyms, [&](const Query& query) {
                 trail.waiting_for_replay += static_cast<std::uint64_t>(query.integer(0));
               });
  trail.unread = read_with_body(db);
  return trail;
}

}  // namespace raccordo::store
