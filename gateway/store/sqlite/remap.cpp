#include "store/sqlite/remap.hpp"

#include <limits>
#include <string>

#include "store/codecs/facts_codec.hpp"
#include "store/sqlite/facts.hpp"
#include "store/sqlite/records.hpp"
#include "store/sqlite/replay_apply.hpp"
#include "store/sqlite/replay_rows.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

std::vector<StoredBody> read_bodies(Connection& db, std::string_view source, std::int64_t after,
                                    std::int64_t last, std::size_t limit) {
  std::vector<StoredBody> bodies;
  auto query = db.query(
      "SELECT b.record, b.body FROM bodies b CROSS JOIN records r ON r.no = b.record"
      " WHERE b.record > ?1 AND b.record <= ?2 AND r.source = (SELECT no FROM codes WHERE text = ?3)"
      " ORDER BY b.record LIMIT ?4",
      after, last, source, static_cast<std::int64_t>(limit));
  while (query.step()) bodies.push_back({query.integer(0), query.string(1)});
  return bodies;
}

/// If the person's sex came from this record, its new value is used. A value of a fiscal code is kept.
void correct_sex(Connection& db, CodeDictionary& codes, const RemappedBody& item) {
  const std::int64_t sex = codes.number(db, item.sex);
  if (sex == 0) return;
  db.run(
      "UPDATE persons SET sex = ?2 WHERE no = (SELECT person FROM facts WHERE record = ?1) AND sex_said = ?3"
      " AND sex <> ?2",
      item.record, sex, item.version);
}

std::optional<WaitingRecord> read_waiting(Connection& db, std::int64_t record) {
  auto query = db.query(
      "SELECT r.record_id, q.owner, coalesce(s.client, ''), q.submission, q.sealed_fields, q.received_at,"
      " r.waiting_digest, c.text FROM quarantine q JOIN records r ON r.no = q.record JOIN codes c"
      " ON c.no = q.source LEFT JOIN submissions s ON s.id = q.submission WHERE q.record = ?1"
      " AND q.awaits = '' AND r.waiting_digest IS NOT NULL",
      record);
  if (!query.step()) return std::nullopt;
  WaitingRecord waiting;
  waiting.record = record;
  waiting.record_id = query.string(0);
  waiting.owner = query.string(1);
  waiting.client = query.string(2);
  waiting.submission = query.string(3);
  waiting.sealed_fields = query.string(4);
  waiting.received_at = query.instant(5);
  waiting.content = query.digest(6);
  waiting.source = query.string(7);
  return waiting;
}

/// The last piece also counts the records erased since the task started.
void end_remap(Connection& db, std::int64_t task, base::Instant now) {
  db.run("UPDATE replays SET state = ?2, ended_at = ?3, succeeded = total - failed WHERE no = ?1", task,
         static_cast<std::int64_t>(ReplayState::completed), now);
  tell_replay_ended(db, task);
}

}  // namespace

std::vector<StoredBody> read_bodies_after(Connection& db, std::string_view source, std::int64_t after,
                                          std::size_t limit) {
  return read_bodies(db, source, after, std::numeric_limits<std::int64_t>::max(), limit);
}

std::int64_t read_written(Connection& db) {
  auto query = db.query("SELECT value FROM counters WHERE name = 'listed'");
  if (!query.step()) throw base::SystemFault("database: the counter of listings is missing");
  return query.integer(0);
}

WrittenSince read_written_since(Connection& db, std::string_view source, std::int64_t mark,
                                std::size_t limit) {
  WrittenSince since;
  since.mark = read_written(db);
  // The second condition lets SQLite use the partial index.
  auto query = db.query(
      "SELECT b.record, b.body FROM bodies b CROSS JOIN records r ON r.no = b.record"
      " WHERE b.written > ?1 AND b.written > 0 AND r.source = (SELECT no FROM codes WHERE text = ?2)"
      " ORDER BY b.written LIMIT ?3",
      mark, source, static_cast<std::int64_t>(limit) + 1);
  while (query.step()) since.bodies.push_back({query.integer(0), query.string(1)});
  return since;
}

std::vector<StoredBody> read_bodies_of(Connection& db, std::string_view task, std::size_t limit) {
  const auto found = find_replay(db, task);
  if (!found) return {};
  return read_bodies(db, found->row.source, found->position, found->last, limit);
}

bool apply_remap(Connection& db, CodeDictionary& codes, const RemapPiece& piece) {
  const auto task = find_replay(db, piece.task);
  if (!task || !is_open(task->row.state) || read_generation(db) != piece.generation) return false;
  if (piece.looked_at > 0 && piece.through <= task->position) return false;
  for (const auto& item : piece.records) replace_body(db, codes, item, piece.now);
  if (piece.looked_at == 0) {
    end_remap(db, task->no, piece.now);
    return true;
  }
  // Records erased since do not count twice: the counts never exceed the total.
  db.run(
      "UPDATE replays SET state = ?2, position = ?3, failed = min(failed + ?4, total - succeeded),"
      " succeeded = max(succeeded, min(succeeded + ?5, total - failed - ?4)) WHERE no = ?1",
      task->no, static_cast<std::int64_t>(ReplayState::processing), piece.through,
      static_cast<std::int64_t>(piece.kept), static_cast<std::int64_t>(piece.looked_at - piece.kept));
  return true;
}

bool replace_body(Connection& db, CodeDictionary& codes, const RemappedBody& item, base::Instant now) {
  // Bodies in JSON of earlier versions are texts; a text never equals a blob.
  if (db.change("UPDATE bodies SET body = ?3 WHERE record = ?1 AND CAST(body AS BLOB) = ?2", item.record,
                Blob{item.former}, Blob{item.body}) == 0) {
    return false;
  }
  std::int64_t source = 0;
  {
    auto query = db.query("SELECT source FROM records WHERE no = ?1", item.record);
    if (query.step()) source = query.integer(0);
  }
  const auto facts = number_facts(db, codes, source, item.owner, item.facts);
  db.run("UPDATE facts SET facts = ?2 WHERE record = ?1", item.record, Blob{encode_facts(facts)});
  db.run(
      "INSERT INTO former_bodies (record, activation, until, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO "
      "NOTHING",
      item.record, read_generation(db), now, Blob{item.former});
  correct_sex(db, codes, item);
  return true;
}

bool is_overtaken(Connection& db, std::string_view source, std::int64_t generation) {
  if (generation == kMappedForGood || read_generation(db) <= generation) return false;
  auto query =
      db.query("SELECT 1 FROM activations WHERE no > ?1 AND source = ?2 LIMIT 1", generation, source);
  return query.step();
}

void note_overtaken(Connection& db, std::int64_t record) {
  db.run("INSERT INTO overtaken (record) VALUES (?1) ON CONFLICT DO NOTHING", record);
}

void note_overtaken(Connection& db, std::int64_t source, const ApplyRequest& request,
                    const std::vector<AppliedRecord>& applied) {
  if (!is_overtaken(db, request.submission.source, request.generation)) return;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const bool stored =
        applied[i].outcome == model::Outcome::accepted || applied[i].outcome == model::Outcome::quarantined;
    if (!stored) continue;
    db.run(
        "INSERT INTO overtaken (record) SELECT no FROM records WHERE source = ?1 AND record_id = "
        "?2 ON CONFLICT DO NOTHING",
        source, request.records[i].record_id);
  }
}

std::vector<OvertakenRecord> read_overtaken(Connection& db, std::size_t limit) {
  std::vector<OvertakenRecord> records;
  auto query = db.query(
      "SELECT o.record, coalesce(c.text, ''), coalesce(b.body, '') FROM overtaken o"
      " LEFT JOIN records r ON r.no = o.record LEFT JOIN codes c ON c.no = r.source"
      " LEFT JOIN bodies b ON b.record = o.record ORDER BY o.record LIMIT ?1",
      static_cast<std::int64_t>(limit));
  while (query.step()) {
    const auto record = query.integer(0);
    records.push_back({record, query.string(1), read_waiting(db, record), query.string(2)});
  }
  return records;
}

bool apply_overtaken(Connection& db, CodeDictionary& codes, const OvertakenPiece& piece) {
  if (read_generation(db) != piece.generation) return false;
  replay_all(db, codes, piece.waiting);
  for (const auto& item : piece.stored) replace_body(db, codes, item, piece.now);
  for (const auto record : piece.done) db.run("DELETE FROM overtaken WHERE record = ?1", record);
  return true;
}

}  // namespace raccordo::store
