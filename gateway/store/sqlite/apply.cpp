#include <utility>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/anonymous.hpp"
#include "store/sqlite/consent.hpp"
#include "store/sqlite/facts.hpp"
#include "store/sqlite/ownership.hpp"
#include "store/sqlite/persons.hpp"
#include "store/sqlite/quarantine.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {
namespace {

/// The person of the accepted content before it is replaced; 0: nobody.
std::int64_t person_of(Connection& db, std::int64_t record) {
  auto query = db.query("SELECT person FROM facts WHERE record = ?1", record);
  return query.step() ? query.integer(0) : 0;
}

/// `known`: the contents of the row before; a new row has none.
void write_content(ApplyScope& scope, std::int64_t no, const PreparedRecord& record,
                   const KnownRecord& known) {
  const auto before = known.accepted ? person_of(scope.db, no) : 0;
  const auto person = place_person(scope.db, scope.codes, scope.ahead, record.person,
                                   counted_version(content_of(scope, record)));
  const auto facts = number_facts(scope.db, scope.codes, scope.source, record.owner, record.facts);
  // Nobody closes a report: it is kept from its day on.
  scope.db.gather(
      "INSERT INTO facts (record, person, closed, facts) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (record) DO UPDATE SET person = excluded.person, closed = excluded.closed,"
      " facts = excluded.facts",
      no, person, pack_date(facts.is_report ? facts.opened : facts.closed), Blob{encode_facts(facts)});
  scope.db.gather(
      "INSERT INTO bodies (record, body, written) VALUES (?1, ?2, ?3)"
      " ON CONFLICT (record) DO UPDATE SET body = excluded.body, written = excluded.written",
      no, Blob{record.body}, written_by(scope));
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

/// A rejection or waiting content received later but processed earlier remains the last state.
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

/// The owner is that of the accepted content, else of the waiting one, else of the last sending.
bool takes_owner(const KnownRecord& known, Change change) {
  switch (change) {
    case Change::store_accepted:
    case Change::store_beneath:
      return true;
    case Change::store_waiting:
      return !known.accepted;
    case Change::state_only:
      return !known.accepted && !known.waiting;
    case Change::keep_accepted:
    case Change::none:
      return false;
  }
  return false;
}

/// The row after the settlement.
StoredRecord changed(const ApplyScope& scope, const StoredRecord& stored, const PreparedRecord& record,
                     const Settlement& settlement) {
  StoredRecord after = stored;
  after.version = record.version;
  if (!record.owner.empty() && takes_owner(stored.known, settlement.change)) after.owner = record.owner;
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
      if (record.has_version) {
        after.known.accepted->version = record.version;
        after.known.accepted->origin = VersionOrigin::said;
      }
      after.known.accepted->seq = held.seq;
      after.known.accepted->received_at = held.received_at;
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

/// An unchanged record, by far the most frequent case, writes nothing, unless a record received earlier may
/// still arrive and must be recognised as older.
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
  const bool accepted =
      settlement.change == Change::store_accepted || settlement.change == Change::store_beneath;
  const bool brings = accepted || settlement.change == Change::keep_accepted;
  const bool is_new = stored.no == 0;
  save_row(scope, after, record, brings ? Brings::accepted : Brings::nothing);
  if (waited && !after.known.waiting) drop_waiting(scope.db, after.no);
  if (accepted) write_content(scope, after.no, record, stored.known);
  if (settlement.change == Change::store_waiting) {
    write_waiting(scope.db, {after.no, scope.source, is_new}, scope.submission, record,
                  same_waiting ? FirstSeen::kept : FirstSeen::now);
  }
  if (accepted || (settlement.change == Change::store_waiting && !same_waiting)) {
    scope.coverage.add(scope.db, scope.codes, record);
  }
  note_totals(scope, stored.known, after.known);
  stored = std::move(after);
}

/// After a crash a spooled document is processed again from its start: a record that this submission has
/// already stored is accepted again, not "unchanged".
bool is_own_work(const StoredRecord& stored, const ApplyScope& scope, const PreparedRecord& record) {
  return stored.outcome == model::Outcome::accepted && stored.number == record.number &&
         stored.submission == scope.submission.id;
}

/// Why a record was not stored in favour of the stored one.
model::Issue age_issue(Age age, const PreparedRecord& record) {
  return placed(age == Age::older_version
                    ? model::stale_issue(record.number, record.record_id, record.version)
                    : model::received_earlier_issue(record.number, record.record_id),
                record);
}

/// The stored record has lost its person, and this one is still beyond retention: nothing is stored. A
/// waiting content is out of date; its issues stay with the fact.
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

/// The case was reopened: an administrator decides whether its person may be stored again.
AppliedRecord wait_for_decision(ApplyScope& scope, StoredRecord stored, const PreparedRecord& record) {
  auto waiting = record;
  waiting.outcome = model::Outcome::quarantined;
  if (waiting.sealed_fields.empty() && record.seal) waiting.sealed_fields = record.seal();
  const auto settlement = settle(stored.known, {model::Outcome::quarantined, content_of(scope, record)});
  carry_out(scope, stored, waiting, settlement);
  add_issues(scope.db, scope.issues, stored.no, settlement.outcome, record.issues);
  AppliedRecord applied{record.number, settlement.outcome, settlement.age};
  applied.issues = {settlement.age != Age::newer ? age_issue(settlement.age, record)
                                                 : placed(reopened_issue(record), record)};
  for (auto& issue : applied.issues) issue.outcome = settlement.outcome;
  add_issues(scope.db, scope.issues, stored.no, settlement.outcome, applied.issues);
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

bool is_held(const KnownRecord& known) { return known.accepted || known.waiting; }

/// Whether the sending has another content than the stored one.
bool is_news(const KnownRecord& known, const PreparedRecord& record) {
  const auto& held = known.accepted ? known.accepted : known.waiting;
  return held && held->content != record.content && record.outcome != model::Outcome::rejected;
}

AppliedRecord settle_and_store(ApplyScope& scope, StoredRecord stored, const PreparedRecord& record,
                               std::vector<model::Issue> found) {
  auto settlement = settle(stored.known, {record.outcome, content_of(scope, record)});
  if (settlement.change == Change::keep_accepted && is_own_work(stored, scope, record)) {
    settlement.outcome = model::Outcome::accepted;
  }
  if (settlement.change == Change::store_beneath && would_bring_person_back(scope, stored.no, record))
    settlement = {model::Outcome::unchanged, Age::older_version, Change::none};
  const auto stays = person_stays(scope, stored, record);
  carry_out(scope, stored, record, settlement);
  if (settlement.age != Age::newer) {
    found = {age_issue(settlement.age, record)};
  } else if (record.outcome != model::Outcome::rejected) {
    scope.person_changed += found.size();
  }
  if (settlement.change == Change::store_waiting) forget_person_of_report(scope, stored.no, record, found);
  if (stays) found.push_back(*stays);
  for (auto& issue : found) issue.outcome = settlement.outcome;
  const auto link = stored.no != 0 ? std::optional(stored.no) : std::nullopt;
  add_issues(scope.db, scope.issues, link, settlement.outcome, record.issues);
  add_issues(scope.db, scope.issues, link, settlement.outcome, found);
  return {record.number, settlement.outcome, settlement.age, std::move(found)};
}

/// The anonymous fact of the record; an accepted record has none.
std::optional<AnonymousFact> fact_beside(ApplyScope& scope, const StoredRecord& stored,
                                         const PreparedRecord& record) {
  if (stored.known.accepted) return std::nullopt;
  if (!scope.has_anonymous) scope.has_anonymous = any_anonymous(scope.db);
  if (!*scope.has_anonymous) return std::nullopt;
  return find_anonymous(scope.db, scope.source, record.record_id, record.key_part());
}

}  // namespace

AppliedRecord apply_record(ApplyScope& scope, const PreparedRecord& record) {
  if (is_erased(scope.tombstones, record)) return reject_erased(scope, record);
  if (is_of_foreign_body(record)) return refuse_foreign(scope, record);
  if (record.record_id.empty()) {
    add_issues(scope.db, scope.issues, std::nullopt, record.outcome, record.issues);
    if (is_foreign(scope.may_hold, "", record.owner)) ++scope.refused;
    return {record.number, record.outcome};
  }
  const auto stored = load_row(scope, record);
  const auto held_by = is_held(stored.known) ? std::string_view(stored.owner) : std::string_view();
  if (is_foreign(scope.may_hold, held_by, record.owner)) return refuse_foreign(scope, record);
  const bool left_by_another = stored.no != 0 && held_by.empty() && !stored.owner.empty();
  if (left_by_another && !scope.may_hold.holds(stored.owner)) part_issues(scope.db, stored.no);
  const auto fact = fact_beside(scope, stored, record);
  if (fact && is_foreign(scope.may_hold, fact->owner, record.owner)) return refuse_foreign(scope, record);
  if (fact && !record.decided) return apply_over_anonymous(scope, stored, record, *fact);
  if (awaits_still(scope, stored, record)) return hold_over(scope, stored.no, record);
  if (keeps_restricted_person(scope, stored, record))
    return settle_and_store(scope, stored, refused_for_restriction(record),
                            {restricted_person_issue(record)});
  std::vector<model::Issue> found;
  if (is_news(stored.known, record)) {
    const auto takeover =
        takeover_of(identity_of(scope.db, stored.no, stored.owner), {record.owner, record.person.pseudonym});
    if (takeover == Takeover::taken_over) {
      drop_same_waiting(scope, stored, record);
      return hold_over(scope, stored.no, record);
    }
    if (takeover == Takeover::person_changed) {
      found.push_back(placed(model::person_changed_issue(record.number, record.record_id), record));
    }
  }
  auto applied = settle_and_store(scope, stored, record, std::move(found));
  drop_leftover(scope, record, applied.outcome);
  if (fact && applied.outcome == model::Outcome::accepted) erase_anonymous(scope.db, *fact, scope.totals);
  return applied;
}

void store_as_accepted(ApplyScope& scope, const PreparedRecord& record) {
  auto stored = load_row(scope, record);
  carry_out(scope, stored, record, {model::Outcome::accepted, Age::newer, Change::store_accepted});
}

}  // namespace raccordo::store
