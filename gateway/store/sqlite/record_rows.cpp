#include "store/sqlite/record_rows.hpp"

#include <set>
#include <utility>

#include "store/sqlite/stored_enum.hpp"
#include "store/sqlite/submissions.hpp"

namespace raccordo::store {
namespace {

/// Five columns: version, digest, seq, timed, received_at.
std::optional<HeldContent> read_held(const Query& query, int first) {
  if (query.is_null(first)) return std::nullopt;
  const auto origin = query.integer(first + 3) != 0 ? VersionOrigin::receipt : VersionOrigin::said;
  return HeldContent{query.instant(first), query.digest(first + 1), query.integer(first + 2), origin,
                     query.is_null(first + 4) ? query.instant(first) : query.instant(first + 4)};
}

}  // namespace

HeldContent content_of(const ApplyScope& scope, const PreparedRecord& record) {
  return {record.version, record.content, scope.submission.seq,
          record.has_version ? VersionOrigin::said : VersionOrigin::receipt, scope.submission.received_at};
}

namespace {

bool has_row(ApplyScope& scope, const PreparedRecord& record) {
  auto query = scope.db.query("SELECT 1 FROM records WHERE source = ?1 AND record_id = ?2 AND key_owner = ?3",
                              scope.source, record.record_id, record.key_part());
  return query.step();
}

/// A row with a content that was stored before the body was part of the key: it gets the key of its body.
void key_former_row(ApplyScope& scope, const PreparedRecord& record) {
  if (record.body_key.empty() || !record.is_of_body || has_row(scope, record)) return;
  std::int64_t no = 0;
  {
    auto query = scope.db.query(
        "SELECT r.no, ifnull(b.body, ''), ifnull(q.sealed_fields, '') FROM records r"
        " LEFT JOIN bodies b ON b.record = r.no LEFT JOIN quarantine q ON q.record = r.no AND q.awaits = ''"
        " WHERE r.source = ?1 AND r.record_id = ?2 AND r.key_owner = ''",
        scope.source, record.record_id);
    if (!query.step()) return;
    const auto body = query.string(1);
    const auto sealed = query.string(2);
    if (body.empty() && sealed.empty()) return;
    if (!record.is_of_body(body, sealed)) return;
    no = query.integer(0);
  }
  scope.db.run("UPDATE records SET key_owner = ?2 WHERE no = ?1", no, record.key_part());
}

#define RACCORDO_STORED_RECORD                                                                            \
  "no, outcome, version, submission, number, received_at, seq, owner, accepted_version, accepted_digest," \
  " accepted_seq, accepted_timed, accepted_received_at, waiting_version, waiting_digest, waiting_seq,"    \
  " waiting_timed, iif(waiting_version IS NULL, NULL, (SELECT q.received_at FROM quarantine q"            \
  " WHERE q.record = records.no AND q.awaits = ''))"

/// The columns of RACCORDO_STORED_RECORD.
StoredRecord stored_at(const Query& query, int first) {
  StoredRecord stored;
  stored.no = query.integer(first);
  stored.outcome = stored_enum(query, first + 1, model::Outcome::rejected);
  stored.version = query.instant(first + 2);
  stored.submission = query.string(first + 3);
  stored.number = static_cast<std::uint64_t>(query.integer(first + 4));
  stored.received_at = query.instant(first + 5);
  stored.seq = query.integer(first + 6);
  stored.owner = query.string(first + 7);
  stored.known = {read_held(query, first + 8), read_held(query, first + 13)};
  return stored;
}

/// The row with the key, else the one that was written before the owner was part of it.
StoredRecord chosen(const Foresight::Rows& rows, std::string_view key_part) {
  const StoredRecord* former = nullptr;
  for (const auto& each : rows) {
    if (each.key_part == key_part) return each.stored;
    if (each.key_part.empty() && each.stored.owner == key_part) former = &each.stored;
  }
  return former != nullptr ? *former : StoredRecord{};
}

/// Below it, the two questions cost more than those that they spare.
constexpr std::size_t kFewestForeseen = 8;

void foresee_rows(ApplyScope& scope, const std::vector<PreparedRecord>& records) {
  std::set<std::string_view> ids;
  for (const auto& record : records) {
    if (!record.record_id.empty()) ids.insert(record.record_id);
  }
  PgGathered wanted;
  for (const auto id : ids) {
    wanted.add(Query::pg_values(id));
    scope.ahead.note_asked(std::string(id));
  }
  if (wanted.rows() == 0) return;
  auto values = Query::pg_values(scope.source);
  values.add_all(wanted.columns());
  // Row by row through the index, whatever the planner believes about the size of the table.
  Query query(*scope.db.session(),
              "SELECT r.* FROM unnest(?2) AS wanted(id) JOIN LATERAL (SELECT record_id, key_owner,"
              " " RACCORDO_STORED_RECORD
              " FROM records WHERE source = ?1 AND record_id = wanted.id OFFSET 0) r ON true",
              std::move(values));
  while (query.step()) scope.ahead.note_row(query.string(0), {query.string(1), stored_at(query, 2)});
}

/// Of records that the store has not.
void foresee_persons(ApplyScope& scope, const std::vector<PreparedRecord>& records) {
  std::set<base::Digest> persons;
  for (const auto& record : records) {
    if (record.outcome == model::Outcome::accepted && scope.ahead.lacks(record.record_id))
      persons.insert(record.person.pseudonym);
  }
  PgGathered wanted;
  for (const auto& person : persons) {
    wanted.add(Query::pg_values(Blob{base::as_bytes(person)}));
    scope.ahead.note_new_person(person);
  }
  if (wanted.rows() == 0) return;
  Query query(*scope.db.session(),
              "SELECT i.pseudonym FROM unnest(?1) AS wanted(p) JOIN LATERAL (SELECT pseudonym FROM identities"
              " WHERE substr(pseudonym, 1, 8) = substr(wanted.p, 1, 8) AND pseudonym = wanted.p OFFSET 0) i"
              " ON true",
              wanted.columns());
  while (query.step()) scope.ahead.note_known_person(query.digest(0));
}

}  // namespace

void look_ahead(ApplyScope& scope, const std::vector<PreparedRecord>& records) {
  if (scope.db.session() == nullptr || records.size() < kFewestForeseen) return;
  foresee_rows(scope, records);
  foresee_persons(scope, records);
}

StoredRecord load_row(ApplyScope& scope, const PreparedRecord& record) {
  if (scope.ahead.lacks(record.record_id)) return {};
  key_former_row(scope, record);
  if (const auto* const rows = scope.ahead.rows(record.record_id)) return chosen(*rows, record.key_part());
  auto query = scope.db.query(
      "SELECT " RACCORDO_STORED_RECORD
      " FROM records WHERE source = ?1 AND record_id = ?2"
      " AND (key_owner = ?3 OR (key_owner = '' AND owner = ?3)) ORDER BY key_owner DESC LIMIT 1",
      scope.source, record.record_id, record.key_part());
  return query.step() ? stored_at(query, 0) : StoredRecord{};
}

namespace {

/// The sending that brought the accepted content.
struct Bringer {
  std::string submission;
  std::int64_t number = 0;
  base::Instant received_at;
};

template <class Whole, class T>
std::optional<T> member(const std::optional<Whole>& whole, T Whole::*which) {
  return whole ? std::optional((*whole).*which) : std::nullopt;
}

std::optional<Blob> digest_of(const std::optional<HeldContent>& held) {
  return held ? std::optional(Blob{base::as_bytes(held->content)}) : std::nullopt;
}

std::int64_t seq_of(const std::optional<HeldContent>& held) { return held ? held->seq : 0; }

std::int64_t timed_of(const std::optional<HeldContent>& held) {
  return static_cast<std::int64_t>(held && held->origin == VersionOrigin::receipt);
}

void insert_row(ApplyScope& scope, StoredRecord& stored, const PreparedRecord& record,
                const std::optional<Bringer>& bringer) {
  const auto& [accepted, waiting] = stored.known;
  stored.no = scope.db.gather_numbered(
      "INSERT INTO records (source, record_id, key_owner, outcome, version, submission, number, received_at, "
      "owner,"
      " accepted_version, accepted_digest, waiting_version, waiting_digest, seq, accepted_seq, "
      "accepted_timed,"
      " waiting_seq, waiting_timed, listed_at, accepted_submission, accepted_number, accepted_received_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
      " iif(?19 = 0, ?8, ?19), ?20, ?21, ?22)",
      scope.source, record.record_id, record.key_part(), static_cast<std::int64_t>(stored.outcome),
      stored.version, stored.submission, static_cast<std::int64_t>(stored.number), stored.received_at,
      stored.owner, member(accepted, &HeldContent::version), digest_of(accepted),
      member(waiting, &HeldContent::version), digest_of(waiting), stored.seq, seq_of(accepted),
      timed_of(accepted), seq_of(waiting), timed_of(waiting), scope.listed_at,
      member(bringer, &Bringer::submission), member(bringer, &Bringer::number),
      member(bringer, &Bringer::received_at));
}

void update_row(ApplyScope& scope, const StoredRecord& stored, const std::optional<Bringer>& bringer) {
  const auto& [accepted, waiting] = stored.known;
  scope.db.run(
      "UPDATE records SET outcome = ?2, version = ?3, submission = ?4, number = ?5, received_at = ?6,"
      " owner = ?7, accepted_version = ?8, accepted_digest = ?9, waiting_version = ?10, waiting_digest = ?11,"
      " seq = ?12, accepted_seq = ?13, accepted_timed = ?14, waiting_seq = ?15, waiting_timed = ?16,"
      " listed_at = iif(?17 = 0, listed_at, ?17), accepted_submission = ifnull(?18, accepted_submission),"
      " accepted_number = ifnull(?19, accepted_number),"
      " accepted_received_at = ifnull(?20, accepted_received_at) WHERE no = ?1",
      stored.no, static_cast<std::int64_t>(stored.outcome), stored.version, stored.submission,
      static_cast<std::int64_t>(stored.number), stored.received_at, stored.owner,
      member(accepted, &HeldContent::version), digest_of(accepted), member(waiting, &HeldContent::version),
      digest_of(waiting), stored.seq, seq_of(accepted), timed_of(accepted), seq_of(waiting),
      timed_of(waiting), scope.listed_at, member(bringer, &Bringer::submission),
      member(bringer, &Bringer::number), member(bringer, &Bringer::received_at));
}

}  // namespace

void save_row(ApplyScope& scope, StoredRecord& stored, const PreparedRecord& record, Brings brings) {
  std::optional<Bringer> bringer;
  if (brings == Brings::accepted) {
    bringer = {scope.submission.id, static_cast<std::int64_t>(record.number), scope.submission.received_at};
  }
  stored.no == 0 ? insert_row(scope, stored, record, bringer) : update_row(scope, stored, bringer);
}

std::int64_t written_by(ApplyScope& scope) {
  if (scope.written == 0) {
    const bool listed = scope.listed_at != 0;
    scope.written = listed ? scope.listed_at : next_listing(scope.db, scope.submission.received_at);
  }
  return scope.written;
}

}  // namespace raccordo::store
