#include "store/sqlite/anonymous.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/issues.hpp"
#include "store/sqlite/persons.hpp"
#include "store/sqlite/reach.hpp"
#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {
namespace {

/// The data read of an accepted record before it is deleted.
struct Taken {
  std::int64_t source = 0, person = 0;
  std::string record_id, key_owner, submission;
  std::uint64_t number = 0;
  model::CaseFacts facts;
};

std::optional<Taken> read_taken(Connection& db, std::int64_t record) {
  auto query = db.query(
      "SELECT r.source, f.person, r.record_id, r.submission, r.number, f.facts, r.key_owner FROM records"
      " r"
      " JOIN facts f ON f.record = r.no WHERE r.no = ?1",
      record);
  if (!query.step()) return std::nullopt;
  return Taken{query.integer(0),
               query.integer(1),
               query.string(2),
               query.string(6),
               query.string(3),
               static_cast<std::uint64_t>(query.integer(4)),
               decode_facts(query.text(5))};
}

std::string text_of(Connection& db, std::int64_t code) {
  auto query = db.query("SELECT text FROM codes WHERE no = ?1", code);
  return query.step() ? query.string(0) : std::string();
}

model::Issue anonymised_issue(std::uint64_t number) {
  model::Issue issue;
  issue.record = number;
  issue.severity = model::Severity::warning;
  issue.code = model::IssueCode::beyond_retention;
  issue.field = "closed";
  issue.message =
      "The case was closed longer ago than personal data are kept. It still counts in the extracts; its "
      "number, its content and who the person is have been removed. Nothing needs to be done.";
  return issue;
}

/// A submission of the record.
struct Bringer {
  IssueSink sink;
  std::uint64_t number = 0;  ///< the record's position in its document
  model::Outcome outcome = model::Outcome::accepted;
};

std::vector<Bringer> bringers_of(Connection& db, std::int64_t record, const Taken& taken) {
  std::vector<Bringer> bringers;
  auto query = db.query(
      "SELECT s.no, s.issues, s.issues_dropped, min(CAST(json_extract(i.issue, '$.record') AS BIGINT)), "
      "max(i.outcome)"
      " FROM issues i JOIN submissions s ON s.no = i.submission WHERE i.record = ?1 GROUP BY s.no"
      " UNION ALL SELECT s.no, s.issues, s.issues_dropped, ?3, ?4 FROM submissions s WHERE s.id = ?2"
      " AND NOT EXISTS (SELECT 1 FROM issues WHERE record = ?1 AND +submission = s.no)",
      record, taken.submission, static_cast<std::int64_t>(taken.number),
      static_cast<std::int64_t>(model::Outcome::accepted));
  while (query.step()) {
    bringers.push_back({{query.integer(0), static_cast<std::uint64_t>(query.integer(1)),
                         static_cast<std::uint64_t>(query.integer(2))},
                        static_cast<std::uint64_t>(query.integer(3)),
                        stored_enum(query, 4, model::Outcome::rejected)});
  }
  return bringers;
}

/// From now on receipts identify the record only by its position.
void tell(Connection& db, std::vector<Bringer> bringers, std::int64_t fact) {
  for (auto& each : bringers) {
    add_issues(db, each.sink, fact, each.outcome, {anonymised_issue(each.number)});
    db.run("UPDATE submissions SET issues = ?2, issues_dropped = ?3 WHERE no = ?1", each.sink.submission,
           static_cast<std::int64_t>(each.sink.kept), static_cast<std::int64_t>(each.sink.dropped));
  }
}

AnonymousFact read_fact(const Query& query) {
  return {query.integer(0), query.integer(1), query.string(2), query.integer(3), query.string(4)};
}

std::optional<std::int64_t> number_of_source(Connection& db, std::string_view source) {
  auto query = db.query("SELECT no FROM codes WHERE text = ?1", source);
  return query.step() ? std::optional(query.integer(0)) : std::nullopt;
}

/// True if a row of the same id belongs to the record of the fact.
bool is_of_row(Connection& db, const AnonymousFact& fact, std::int64_t record) {
  // Records of several bodies may have the same id and Comune.
  auto query = db.query(
      "SELECT 1 FROM records WHERE no = ?1 AND (key_owner = ?2 OR"
      " (owner = ?3 AND ?2 NOT LIKE 'body:%' AND key_owner NOT LIKE 'body:%'))",
      record, fact.key_owner, fact.owner);
  return query.step();
}

}  // namespace

model::Issue reopened_issue(const PreparedRecord& record) {
  model::Issue issue;
  issue.record = record.number;
  issue.record_id = record.record_id;
  issue.outcome = model::Outcome::quarantined;
  issue.code = model::IssueCode::beyond_retention;
  issue.field = "closed";
  issue.message =
      "This case had been closed longer ago than personal data are kept, and its person had been removed; "
      "now it "
      "arrives as if it had been opened again. It waits until an administrator accepts or rejects it. If its "
      "closing date is missing by mistake, correct it and send the record again.";
  return issue;
}

bool any_anonymous(Connection& db) {
  auto query = db.query("SELECT 1 FROM anonymous_facts LIMIT 1");
  return query.step();
}

std::optional<AnonymousFact> find_anonymous(Connection& db, std::int64_t source, std::string_view record_id,
                                            std::string_view key_part) {
  const auto digest = db.names().digest_of(source, record_id);
  if (!digest) return std::nullopt;
  auto query = db.query(
      "SELECT no, source, owner, person, key_owner FROM anonymous_facts WHERE digest = ?1"
      " AND (key_owner = ?2 OR (key_owner = '' AND (owner = ?2 OR ?2 LIKE 'body:%')))"
      " ORDER BY key_owner DESC LIMIT 1",
      Blob{base::as_bytes(*digest)}, key_part);
  return query.step() ? std::optional(read_fact(query)) : std::nullopt;
}

AnonymousOfId anonymous_of_id(Connection& db, std::string_view source, std::string_view record_id,
                              const RecordReach& reach, const std::vector<std::int64_t>& records) {
  AnonymousOfId found;
  const auto number = number_of_source(db, source);
  const auto digest = number ? db.names().digest_of(*number, record_id) : std::nullopt;
  if (!digest) return found;
  auto query = db.query(
      "SELECT no, source, owner, person, key_owner FROM anonymous_facts WHERE digest = ?1 ORDER BY key_owner",
      Blob{base::as_bytes(*digest)});
  while (query.step()) {
    auto fact = read_fact(query);
    if (!reach.comuni.holds(fact.owner) || !reaches_key(reach, fact.key_owner)) continue;
    if (!reach.comune.empty() && fact.owner != reach.comune) continue;
    const bool has_row = std::any_of(records.begin(), records.end(),
                                     [&](std::int64_t record) { return is_of_row(db, fact, record); });
    (has_row ? found.beside : found.apart).push_back(std::move(fact));
  }
  return found;
}

std::optional<AnonymousFact> read_anonymous(Connection& db, std::int64_t no) {
  auto query = db.query("SELECT no, source, owner, person, key_owner FROM anonymous_facts WHERE no = ?1", no);
  return query.step() ? std::optional(read_fact(query)) : std::nullopt;
}

RecordState state_of(const AnonymousFact& fact, std::string_view record_id) {
  RecordState state;
  state.record_id = record_id;
  state.anonymised = true;
  state.owner = fact.owner;
  state.issues = {anonymised_issue(0)};
  return state;
}

std::optional<std::string> read_wrapped_key(Connection& db, std::string_view name) {
  auto query = db.query("SELECT sealed FROM wrapped_keys WHERE name = ?1", name);
  return query.step() ? std::optional(query.string(0)) : std::nullopt;
}

bool replace_wrapped_key(Connection& db, std::string_view name, std::string_view sealed,
                         std::string_view before) {
  if (before.empty()) {
    return db.change("INSERT INTO wrapped_keys (name, sealed) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name,
                     Blob{sealed}) > 0;
  }
  return db.change("UPDATE wrapped_keys SET sealed = ?2 WHERE name = ?1 AND sealed = ?3", name, Blob{sealed},
                   Blob{before}) > 0;
}

void make_anonymous(Connection& db, std::int64_t record, TotalsDelta& totals) {
  auto taken = read_taken(db, record);
  if (!taken) return;
  const auto digest = db.names().digest_of(taken->source, taken->record_id);
  if (!digest) throw base::SystemFault("retention: the store's key for record ids is not loaded");
  cut_to_months(taken->facts);
  const auto no = random_below_zero();
  db.run(
      "INSERT INTO anonymous_facts (no, digest, source, owner, person, facts, key_owner)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      no, Blob{base::as_bytes(*digest)}, taken->source, text_of(db, taken->facts.owner), taken->person,
      Blob{encode_facts(taken->facts)}, taken->key_owner);
  auto bringers = bringers_of(db, record, *taken);
  erase_stored(db, record, totals);
  ++totals[taken->source].first;  // it still counts
  tell(db, std::move(bringers), no);
}

void erase_anonymous(Connection& db, const AnonymousFact& fact, TotalsDelta& totals) {
  db.run("DELETE FROM anonymous_facts WHERE no = ?1", fact.no);
  db.run("DELETE FROM issues WHERE record = ?1", fact.no);
  --totals[fact.source].first;
  if (fact.person > 0) {
    drop_unused_person(db, fact.person);
    return;
  }
  db.run(
      "DELETE FROM anonymous_persons WHERE no = ?1 AND NOT EXISTS"
      " (SELECT 1 FROM anonymous_facts WHERE person = ?1)",
      fact.person);
}

}  // namespace raccordo::store
