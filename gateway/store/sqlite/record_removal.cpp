#include "store/sqlite/record_removal.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/sqlite/issues.hpp"
#include "store/sqlite/persons.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
namespace {

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
        " DO UPDATE SET accepted = source_totals.accepted + excluded.accepted,"
        " waiting = source_totals.waiting + excluded.waiting",
        source, delta.first, delta.second);
  }
}

bool drop_waiting(Connection& db, std::int64_t record) {
  db.run("DELETE FROM waiting_codes WHERE record = ?1", record);
  return db.change("DELETE FROM quarantine WHERE record = ?1 AND awaits = ''", record) > 0;
}

namespace {

/// A content of a record, its owner and person, and whether it is removed.
struct Part {
  std::int64_t quarantine = 0;  ///< 0: the accepted one
  Content content;
  enum class Place : std::uint8_t { accepted, waiting, beside } place = Place::accepted;
  enum class Fate : std::uint8_t { stays, goes } fate = Fate::stays;
};
using Place = Part::Place;
using Fate = Part::Fate;

struct RecordParts {
  std::int64_t source = 0;
  std::string record_id;
  std::vector<Part> parts;

  [[nodiscard]] std::int64_t count(Place place, Fate fate) const {
    return std::count_if(parts.begin(), parts.end(),
                         [&](const Part& part) { return part.place == place && part.fate == fate; });
  }
  [[nodiscard]] bool keeps(Place place) const { return count(place, Fate::stays) > 0; }
  [[nodiscard]] bool loses(Place place) const { return count(place, Fate::goes) > 0; }
};

std::optional<base::Digest> accepted_person(Connection& db, std::int64_t record) {
  auto query = db.query(
      "SELECT i.pseudonym FROM facts f JOIN identities i ON i.person = f.person WHERE f.record = ?1", record);
  return query.step() ? std::optional(query.digest(0)) : std::nullopt;
}

std::optional<RecordParts> read_parts(Connection& db, std::int64_t record) {
  RecordParts found;
  std::optional<base::Digest> person;
  {
    auto query = db.query(
        "SELECT source, record_id, owner, accepted_version IS NOT NULL FROM records WHERE no = ?1", record);
    if (!query.step()) return std::nullopt;
    found.source = query.integer(0);
    found.record_id = query.string(1);
    if (query.integer(3) != 0) {
      person = accepted_person(db, record);
      found.parts.push_back({0, {query.string(2), person}, Place::accepted});
    }
  }
  auto query =
      db.query("SELECT id, owner, pseudonym, awaits <> '' FROM quarantine WHERE record = ?1", record);
  while (query.step()) {
    const auto place = query.integer(3) != 0 ? Place::beside : Place::waiting;
    Part part{query.integer(0), {query.string(1), std::nullopt}, place};
    // A waiting row without a pseudonym (written before the column existed) is treated as the record's own
    // person.
    if (!query.is_null(2)) {
      part.content.person = query.digest(2);
    } else if (place == Place::waiting) {
      part.content.person = person;
    }
    found.parts.push_back(std::move(part));
  }
  return found;
}

void take_accepted(Connection& db, std::int64_t record) {
  const auto person = take_person(db, record);
  db.run("DELETE FROM facts WHERE record = ?1", record);
  db.run("DELETE FROM bodies WHERE record = ?1", record);
  db.run("DELETE FROM former_bodies WHERE record = ?1", record);
  db.run(
      "UPDATE records SET accepted_version = NULL, accepted_digest = NULL, accepted_seq = 0, accepted_timed ="
      " 0, accepted_submission = NULL, accepted_number = NULL, accepted_received_at = NULL WHERE no = ?1",
      record);
  if (person) drop_unused_person(db, *person);
}

void take_waiting(Connection& db, std::int64_t record) {
  drop_waiting(db, record);
  db.run(
      "UPDATE records SET waiting_version = NULL, waiting_digest = NULL, waiting_seq = 0, waiting_timed = 0"
      " WHERE no = ?1",
      record);
}

/// Deletes the issues of removed contents; those of the rest are kept. Returns how many.
std::int64_t take_issues(Connection& db, std::int64_t record, const RecordParts& parts) {
  constexpr auto kWaits = static_cast<std::int64_t>(model::Outcome::quarantined);
  std::int64_t gone = 0;
  if (!parts.keeps(Place::accepted) && !parts.keeps(Place::waiting)) {
    gone = db.change("DELETE FROM issues WHERE record = ?1", record);
  } else if (parts.loses(Place::accepted)) {
    gone = db.change("DELETE FROM issues WHERE record = ?1 AND outcome <> ?2", record, kWaits);
  } else if (parts.loses(Place::waiting)) {
    gone = db.change("DELETE FROM issues WHERE record = ?1 AND outcome = ?2", record, kWaits);
  }
  erase_unlinked_issues(db, {record, parts.source, parts.record_id});
  return gone;
}

/// Sets the row to the rest: the accepted content, else the waiting one, else the newest content that awaits
/// a decision, which becomes a record of its own.
void tell_of_rest(Connection& db, std::int64_t record, const RecordParts& parts) {
  constexpr auto kWaits = static_cast<std::int64_t>(model::Outcome::quarantined);
  if (parts.keeps(Place::accepted)) {
    if (!parts.loses(Place::waiting)) return;
    db.run(
        "UPDATE records SET outcome = ?2, version = accepted_version, submission = accepted_submission,"
        " number = accepted_number, received_at = accepted_received_at, seq = accepted_seq"
        " WHERE no = ?1 AND outcome = ?3 AND accepted_submission IS NOT NULL",
        record, static_cast<std::int64_t>(model::Outcome::accepted), kWaits);
    return;
  }
  base::Instant received;
  {
    auto query = db.query(
        "UPDATE records SET outcome = ?2, owner = q.owner, version = q.version, submission = q.submission,"
        " number = q.number, received_at = q.received_at, seq = iif(q.awaits = '', waiting_seq, seq) FROM"
        " (SELECT * FROM quarantine WHERE record = ?1 ORDER BY awaits <> '', received_at DESC, id DESC"
        " LIMIT 1) AS q WHERE no = ?1 RETURNING records.received_at",
        record, kWaits);
    if (!query.step()) return;
    received = query.instant(0);
  }
  db.run("UPDATE records SET listed_at = ?2 WHERE no = ?1", record, next_listing(db, received));
}

}  // namespace

std::vector<std::string> owners_of(Connection& db, std::int64_t record, const TakesContent& takes) {
  std::vector<std::string> owners;
  const auto found = read_parts(db, record);
  if (!found) return owners;
  for (const auto& part : found->parts) {
    if (takes(part.content)) owners.push_back(part.content.owner);
  }
  return owners;
}

TakenContents erase_contents(Connection& db, std::int64_t record, const TakesContent& takes,
                             TotalsDelta& totals) {
  TakenContents taken;
  auto found = read_parts(db, record);
  if (!found) return taken;
  for (auto& part : found->parts) {
    if (!takes(part.content)) continue;
    part.fate = Fate::goes;
    ++taken.contents;
    if (part.place != Place::accepted) ++taken.waiting;
    if (part.place == Place::beside) db.run("DELETE FROM quarantine WHERE id = ?1", part.quarantine);
  }
  const bool own = found->keeps(Place::accepted) || found->keeps(Place::waiting);
  if (taken.contents == 0 && own) return taken;
  auto& [accepted, waiting] = totals[found->source];
  accepted -= found->count(Place::accepted, Fate::goes);
  waiting -= found->count(Place::waiting, Fate::goes);
  if (found->loses(Place::accepted)) take_accepted(db, record);
  if (found->loses(Place::waiting)) take_waiting(db, record);
  taken.issues = static_cast<std::uint64_t>(take_issues(db, record, *found));
  if (own || found->keeps(Place::beside)) {
    tell_of_rest(db, record, *found);
  } else {
    db.run("DELETE FROM records WHERE no = ?1", record);
  }
  return taken;
}

void erase_stored(Connection& db, std::int64_t record, TotalsDelta& totals) {
  erase_contents(
      db, record, [](const Content&) { return true; }, totals);
}

}  // namespace raccordo::store
