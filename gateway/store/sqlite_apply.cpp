#include <utility>

#include "store/facts_codec.hpp"
#include "store/sqlite_anonymous.hpp"
#include "store/sqlite_facts.hpp"
#include "store/sqlite_persons.hpp"
#include "store/sqlite_quarantine.hpp"
#include "store/sqlite_records.hpp"

namespace raccordo::store {
namespace {

/// A record's row, as it is and then as it shall be.
struct StoredRecord {
  std::int64_t no = 0;  ///< 0: not stored yet
  model::Outcome outcome = model::Outcome::rejected;
  base::Instant version;
  std::string submission;
  std::uint64_t number = 0;
  base::Instant received_at;
  std::int64_t seq = 0;
  std::string owner;
  KnownRecord known;
};

/// Four columns: version, digest, seq, timed.
std::optional<HeldContent> read_held(const Query& query, int first) {
  if (query.is_null(first)) return std::nullopt;
  const auto origin = query.integer(first + 3) != 0 ? VersionOrigin::receipt : VersionOrigin::said;
  return HeldContent{query.instant(first), query.digest(first + 1), query.integer(first + 2), origin};
}

StoredRecord load(ApplyScope& scope, const std::string& record_id) {
  StoredRecord stored;
  auto query = scope.db.query(
      "SELECT no, outcome, version, submission, number, received_at, seq, owner, accepted_version,"
      " accepted_digest, accepted_seq, accepted_timed, waiting_version, waiting_digest, waiting_seq,"
      " waiting_timed FROM records WHERE source = ?1 AND record_id = ?2",
      scope.source, record_id);
  if (!query.step()) return stored;
  stored.no = query.integer(0);
  stored.outcome = static_cast<model::Outcome>(query.integer(1));
  stored.version = query.instant(2);
  stored.submission = query.string(3);
  stored.number = static_cast<std::uint64_t>(query.integer(4));
  stored.received_at = query.instant(5);
  stored.seq = query.integer(6);
  stored.owner = query.string(7);
  stored.known = {read_held(query, 8), read_held(query, 12)};
  return stored;
}

template <class T>
std::optional<T> member(const std::optional<HeldContent>& held, T HeldContent::*which) {
  return held ? std::optional((*held).*which) : std::nullopt;
}

std::optional<Blob> digest_of(const std::optional<HeldContent>& held) {
  return held ? std::optional(Blob{base::as_bytes(held->content)}) : std::nullopt;
}

std::int64_t seq_of(const std::optional<HeldContent>& held) { return held ? held->seq : 0; }

std::int64_t timed_of(const std::optional<HeldContent>& held) {
  return static_cast<std::int64_t>(held && held->origin == VersionOrigin::receipt);
}

void save(ApplyScope& scope, StoredRecord& stored, const std::string& record_id) {
  const auto& [accepted, waiting] = stored.known;
  const auto outcome = static_cast<std::int64_t>(stored.outcome);
  const auto number = static_cast<std::int64_t>(stored.number);
  if (stored.no == 0) {
    scope.db.run(
        "INSERT INTO records (source, record_id, outcome, version, submission, number, received_at,"
        " owner) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        scope.source, record_id, outcome, stored.version, stored.submission, number, stored.received_at,
        stored.owner);
    stored.no = scope.db.last_row();
  }
  scope.db.run(
      "UPDATE records SET outcome = ?2, version = ?3, submission = ?4, number = ?5, received_at = ?6,"
      " owner = ?7, accepted_version = ?8, accepted_digest = ?9, waiting_version = ?10, waiting_digest = ?11,"
      " seq = ?12, accepted_seq = ?13, accepted_timed = ?14, waiting_seq = ?15, waiting_timed = ?16"
      " WHERE no = ?1",
      stored.no, outcome, stored.version, stored.submission, number, stored.received_at, stored.owner,
      member(accepted, &HeldContent::version), digest_of(accepted), member(waiting, &HeldContent::version),
      digest_of(waiting), stored.seq, seq_of(accepted), timed_of(accepted), seq_of(waiting),
      timed_of(waiting));
}

/// The person that the accepted content spoke of, before it is replaced; 0: nobody.
std::int64_t person_of(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT person FROM facts WHERE record = ?1", record);
  return query.step() ? query.integer(0) : 0;
}

/// `known`: what the row held before; a new row spoke of nobody.
void write_content(ApplyScope& scope, std::int64_t no, const PreparedRecord& record,
                   const KnownRecord& known) {
  const auto before = known.accepted ? person_of(scope.db, no) : 0;
  const auto person = place_person(scope.db, scope.codes, record.person, record.version);
  const auto facts = number_facts(scope.db, scope.codes, scope.source, record.owner, record.facts);
  scope.db.run("INSERT OR REPLACE INTO facts (record, person, closed, facts) VALUES (?1, ?2, ?3, ?4)", no,
               person, pack_date(facts.closed), Blob{encode_facts(facts)});
  scope.db.run("INSERT OR REPLACE INTO bodies (record, body) VALUES (?1, ?2)", no, record.body);
  if (before != 0 && before != person) drop_unused_person(scope.db, before);
}

void note_totals(ApplyScope& scope, const KnownRecord& before, const KnownRecord& after) {
  const auto gained = [](const std::optional<HeldContent>& was, const std::optional<HeldContent>& is) {
    return static_cast<std::int64_t>(is.has_value()) - static_cast<std::int64_t>(was.has_value());
  };
  auto& [accepted, waiting] = scope.totals[scope.source];
  accepted += gained(before.accepted, after.accepted);
  waiting += gained(before.waiting, after.waiting);
}

HeldContent content_of(const ApplyScope& scope, const PreparedRecord& record) {
  return {record.version, record.content, scope.submission.seq,
          record.has_version ? VersionOrigin::said : VersionOrigin::receipt};
}

/// A rejection and a content that waits stay the last state if they were received later, though processed
/// earlier, than what arrives now.
void note_receipt(const ApplyScope& scope, const StoredRecord& stored, StoredRecord& after,
                  const PreparedRecord& record, Change change) {
  const bool told_of_another = change == Change::store_beneath || stored.outcome == model::Outcome::rejected;
  if (stored.no != 0 && stored.seq > scope.submission.seq && told_of_another) {
    after.outcome = stored.outcome;
    after.version = stored.version;
    return;
  }
  after.submission = scope.submission.id;
  after.number = record.number;
  after.received_at = scope.submission.received_at;
  after.seq = scope.submission.seq;
}

/// How the row looks once the settlement is carried out.
StoredRecord changed(const ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record,
                     const Settlement& settlement) {
  StoredRecord after = stored;
  after.version = record.version;
  if (!record.owner.empty()) after.owner = record.owner;
  after.outcome = settlement.outcome;
  const auto held = content_of(scope, record);
  switch (settlement.change) {
    case Change::store_accepted:
      after.known = {held, std::nullopt};
      break;
    case Change::store_waiting:
      after.known.waiting = held;
      break;
    case Change::store_beneath:
      after.known.accepted = held;
      break;
    case Change::keep_accepted:
      after.known.waiting.reset();
      after.outcome = model::Outcome::accepted;
      after.owner = stored.owner;
      if (record.has_version) {
        after.known.accepted->version = record.version;
        after.known.accepted->origin = VersionOrigin::said;
      }
      after.known.accepted->seq = held.seq;
      after.version = after.known.accepted->version;
      break;
    case Change::state_only:
      if (stored.seq > scope.submission.seq) after.owner = stored.owner;
      break;
    case Change::none:
      break;
  }
  note_receipt(scope, stored, after, record, settlement.change);
  return after;
}

/// An unchanged record, by far the most frequent one, writes nothing, unless something received earlier may
/// still come and has to find out that it is older.
bool is_same_row(const ApplyScope& scope, const StoredRecord& left, const StoredRecord& right) {
  return left.outcome == right.outcome && left.version == right.version &&
         left.known.waiting.has_value() == right.known.waiting.has_value() &&
         (!scope.earlier_ones_open || left.seq == right.seq);
}

void carry_out(ApplyScope& scope, StoredRecord& stored, const PreparedRecord& record,
               const Settlement& settlement) {
  if (settlement.change == Change::none) return;
  auto after = changed(scope, stored, record, settlement);
  if (settlement.change == Change::keep_accepted && is_same_row(scope, stored, after)) return;
  const bool waited = stored.known.waiting.has_value();
  const bool same_waiting = waited && stored.known.waiting->content == record.content;
  save(scope, after, record.record_id);
  if (waited && !after.known.waiting) drop_waiting(scope.db, after.no);
  const bool accepted =
      settlement.change == Change::store_accepted || settlement.change == Change::store_beneath;
  if (accepted) write_content(scope, after.no, record, stored.known);
  if (settlement.change == Change::store_waiting) {
    write_waiting(scope.db, {after.no, scope.source}, scope.submission, record,
                  same_waiting ? FirstSeen::kept : FirstSeen::now);
  }
  if (accepted || (settlement.change == Change::store_waiting && !same_waiting)) {
    scope.coverage.add(scope.db, scope.codes, record);
  }
  note_totals(scope, stored.known, after.known);
  stored = std::move(after);
}

/// After a crash a spooled document is processed again from its start: what this same submission already did
/// to this same record is not "unchanged" but its own work.
bool is_own_work(const StoredRecord& stored, const ApplyScope& scope, const PreparedRecord& record) {
  return stored.outcome == model::Outcome::accepted && stored.number == record.number &&
         stored.submission == scope.submission.id;
}

/// Why a record was passed over for one that is held.
model::Issue age_issue(Age age, const PreparedRecord& record) {
  return age == Age::older_version ? model::stale_issue(record.number, record.record_id, record.version)
                                   : model::received_earlier_issue(record.number, record.record_id);
}

/// The person has been taken from the stored record, and this one is still as old: nothing is stored. What
/// waited of it is out of date; its issues stay with the fact.
AppliedRecord pass_over(ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record,
                        const AnonymousFact& fact) {
  if (stored.no != 0) {
    if (drop_waiting(scope.db, stored.no)) --scope.totals[scope.source].second;
    scope.db.run("UPDATE issues SET record = ?2 WHERE record = ?1", stored.no, fact.no);
    scope.db.run("DELETE FROM records WHERE no = ?1", stored.no);
  }
  add_issues(scope.db, scope.issues, fact.no, model::Outcome::unchanged, record.issues);
  return {record.number, model::Outcome::unchanged};
}

/// The case has been opened again: an administrator decides whether its person may be kept anew.
AppliedRecord wait_for_decision(ApplyScope& scope, StoredRecord stored, const PreparedRecord& record) {
  auto waiting = record;
  waiting.outcome = model::Outcome::quarantined;
  if (waiting.sealed_fields.empty() && record.seal) waiting.sealed_fields = record.seal();
  const auto settlement = settle(stored.known, {model::Outcome::quarantined, content_of(scope, record)});
  carry_out(scope, stored, waiting, settlement);
  add_issues(scope.db, scope.issues, stored.no, settlement.outcome, record.issues);
  AppliedRecord applied{record.number, settlement.outcome, settlement.age};
  if (settlement.age != Age::newer) {
    add_issues(scope.db, scope.issues, stored.no, settlement.outcome, {age_issue(settlement.age, record)});
  } else {
    applied.issues = {reopened_issue(record)};
    add_issues(scope.db, scope.issues, stored.no, settlement.outcome, applied.issues);
  }
  return applied;
}

AppliedRecord apply_over_anonymous(ApplyScope& scope, const StoredRecord& stored,
                                   const PreparedRecord& record, const AnonymousFact& fact) {
  if (record.outcome == model::Outcome::rejected) {
    add_issues(scope.db, scope.issues, fact.no, record.outcome, record.issues);
    return {record.number, record.outcome};
  }
  if (record.beyond_retention) return pass_over(scope, stored, record, fact);
  return wait_for_decision(scope, stored, record);
}

}  // namespace

AppliedRecord apply_record(ApplyScope& scope, const PreparedRecord& record) {
  if (record.record_id.empty()) {
    add_issues(scope.db, scope.issues, std::nullopt, record.outcome, record.issues);
    return {record.number, record.outcome};
  }
  auto stored = load(scope, record.record_id);
  // An accepted record has no fact beside it.
  const auto fact =
      stored.known.accepted ? std::nullopt : find_anonymous(scope.db, scope.source, record.record_id);
  if (fact && !record.decided) return apply_over_anonymous(scope, stored, record, *fact);
  auto settlement = settle(stored.known, {record.outcome, content_of(scope, record)});
  if (settlement.change == Change::keep_accepted && is_own_work(stored, scope, record)) {
    settlement.outcome = model::Outcome::accepted;
  }
  carry_out(scope, stored, record, settlement);
  if (fact && stored.known.accepted) erase_anonymous(scope.db, *fact, scope.totals);
  const auto link = stored.no != 0 ? std::optional(stored.no) : std::nullopt;
  add_issues(scope.db, scope.issues, link, settlement.outcome, record.issues);
  if (settlement.age != Age::newer) {
    add_issues(scope.db, scope.issues, link, settlement.outcome, {age_issue(settlement.age, record)});
  }
  return {record.number, settlement.outcome, settlement.age};
}

}  // namespace raccordo::store
