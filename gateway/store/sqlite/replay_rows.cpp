#include "store/sqlite/replay_rows.hpp"

#include <limits>

#include "base/json.hpp"
#include "base/stored_damage.hpp"
#include "store/interface/cursor.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/stored_enum.hpp"
#include "store/sqlite/tombstones.hpp"
#include "store/sqlite/webhook_events.hpp"

namespace raccordo::store {
namespace {

// Statements are literals; this part is shared by the readers below.
#define RACCORDO_SELECT_REPLAY                                                                             \
  "SELECT no, id, kind, state, source, tbl, codes, actor, reason, created_at, ended_at, total, succeeded," \
  " failed, activation, position, last FROM replays "

std::vector<std::string> decode_codes(std::string_view json) {
  std::vector<std::string> codes;
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsArray()) {
    throw base::StoredDamage("database: the codes of a replay are no list");
  }
  for (const auto& code : document.GetArray()) {
    if (code.IsString()) codes.emplace_back(base::view(code));
  }
  return codes;
}

OpenReplay read_row(const Query& query) {
  const auto count = [&](int column) { return static_cast<std::uint64_t>(query.integer(column)); };
  OpenReplay task;
  task.no = query.integer(0);
  auto& row = task.row;
  row.id = query.string(1);
  row.kind = stored_enum(query, 2, ReplayKind::stored);
  row.state = stored_enum(query, 3, ReplayState::completed);
  row.source = query.string(4);
  row.table = query.string(5);
  row.actor = query.string(7);
  row.reason = query.string(8);
  row.created_at = query.instant(9);
  if (!query.is_null(10)) row.ended_at = query.instant(10);
  row.total = count(11);
  row.succeeded = count(12);
  row.failed = count(13);
  task.activation = query.integer(14);
  row.of_activation = task.activation != 0;
  task.position = query.integer(15);
  task.last = query.integer(16);
  return task;
}

// In order of receipt; records of one document in its order.
#define RACCORDO_FIX_RECORDS                                                                            \
  "INSERT INTO replay_records (task, position, record) SELECT ?1, row_number() OVER (ORDER BY"          \
  " received_at, submission, number), record FROM quarantine WHERE awaits = '' AND source = (SELECT no" \
  " FROM codes WHERE text = ?2) AND (?5 = '' OR instr(?5, ' ' || owner || ' ') > 0) "

std::int64_t fix_records(Connection& db, std::int64_t task, const ReplayOrder& order) {
  const auto comuni = list_of(order.comuni);
  if (order.table.empty()) return db.change(RACCORDO_FIX_RECORDS, task, order.source, "", "", comuni);
  if (order.codes.empty()) {
    return db.change(RACCORDO_FIX_RECORDS
                     "AND record IN (SELECT record FROM waiting_codes WHERE source = (SELECT no FROM codes"
                     " WHERE text = ?2) AND tbl = ?3)",
                     task, order.source, order.table, "", comuni);
  }
  return db.change(RACCORDO_FIX_RECORDS
                   "AND record IN (SELECT record FROM waiting_codes WHERE source = (SELECT no FROM codes"
                   " WHERE text = ?2) AND tbl = ?3 AND code IN (SELECT value FROM json_each(?4)))",
                   task, order.source, order.table, encode_codes(order.codes), comuni);
}

void append_event(Connection& db, AuditEvent event, std::string_view act, const ReplayRow& row) {
  event.action = "replay." + std::string(act);
  event.object = row.table.empty() ? row.source : row.source + "/" + row.table;
  event.details.insert_or_assign("replay", row.id);
  event.details.insert_or_assign("total", std::to_string(row.total));
  append_audit(db, event);
}

}  // namespace

std::string encode_codes(const std::vector<std::string>& codes) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartArray();
  for (const auto& code : codes) base::text(writer, code);
  writer.EndArray();
  return std::string(base::view(buffer));
}

ReplayRow start_replay(Connection& db, const ReplayOrder& order, std::int64_t activation) {
  const auto task = db.insert(
      "INSERT INTO replays (id, kind, state, source, tbl, codes, activation, actor, reason, created_at, "
      "total,"
      " succeeded, failed, position, last) VALUES (?1, 0, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0, 0, 0, 0)",
      order.id, order.source, order.table, encode_codes(order.codes), activation, order.event.actor,
      order.event.reason, order.event.at);
  // An activation that changes no code covers no record; a person who names none covers all.
  const bool none = activation != 0 && order.codes.empty();
  const auto total = none ? 0 : fix_records(db, task, order);
  if (total > 0) {
    db.run("UPDATE replays SET total = ?2 WHERE no = ?1", task, total);
  } else {
    db.run("UPDATE replays SET state = ?2, ended_at = ?3 WHERE no = ?1", task,
           static_cast<std::int64_t>(ReplayState::completed), order.event.at);
    tell_replay_ended(db, task);
  }
  auto row = read_replay(db, order.id).value();
  append_event(db, order.event, "start", row);
  return row;
}

std::optional<ReplayRow> steer_replay(Connection& db, std::string_view id, ReplayAct act, AuditEvent event) {
  const auto task = find_replay(db, id);
  if (!task) return std::nullopt;
  const auto next = next_state(task->row.kind, task->row.state, act);
  if (!next || *next == task->row.state) return read_replay(db, id);
  const bool ended = *next == ReplayState::cancelled;
  db.run("UPDATE replays SET state = ?2, ended_at = ?3 WHERE no = ?1", task->no,
         static_cast<std::int64_t>(*next), ended ? std::optional(event.at) : std::nullopt);
  if (ended) {
    db.run("DELETE FROM replay_records WHERE task = ?1", task->no);
    tell_replay_ended(db, task->no);
  }
  auto row = read_replay(db, id).value();
  append_event(db, std::move(event), to_string(act), row);
  return row;
}

std::optional<OpenReplay> find_replay(Connection& db, std::string_view id) {
  auto query = db.query(RACCORDO_SELECT_REPLAY "WHERE id = ?1", id);
  if (!query.step()) return std::nullopt;
  return read_row(query);
}

std::optional<ReplayRow> read_replay(Connection& db, std::string_view id) {
  auto query = db.query(RACCORDO_SELECT_REPLAY "WHERE id = ?1", id);
  if (!query.step()) return std::nullopt;
  auto row = read_row(query).row;
  row.codes = decode_codes(query.text(6));
  return row;
}

std::optional<ReplayRow> next_replay(Connection& db) {
  // The literal 2 is PAUSED: required for the partial index.
  static_assert(static_cast<int>(ReplayState::paused) == 2);
  auto query = db.query(RACCORDO_SELECT_REPLAY "WHERE state < 2 ORDER BY no LIMIT 1");
  if (!query.step()) return std::nullopt;
  return read_row(query).row;
}

Page<ReplayRow> read_replays(Connection& db, std::size_t limit, std::string_view cursor,
                             std::string_view actor) {
  Page<ReplayRow> page;
  const auto before = read_cursor<1>(cursor, {std::numeric_limits<std::int64_t>::max()});
  if (!before) return page;
  auto query =
      db.query(RACCORDO_SELECT_REPLAY
               "WHERE no < ?1 AND (?3 = '' OR (actor = ?3 AND activation = 0)) ORDER BY no DESC LIMIT ?2",
               (*before)[0], rows_wanted(limit), actor);
  std::int64_t last = 0;
  while (query.step()) {
    if (page.items.size() == limit) {
      page.next = write_cursor<1>({last});
      break;
    }
    auto task = read_row(query);
    last = task.no;
    task.row.codes = decode_codes(query.text(6));
    page.items.push_back(std::move(task.row));
  }
  return page;
}

std::vector<WaitingRecord> read_waiting_records(Connection& db, std::string_view task, std::size_t limit) {
  std::vector<WaitingRecord> records;
  auto query = db.query(
      "SELECT p.position, p.record, r.record_id, q.owner, coalesce(s.client, ''), q.submission,"
      " q.sealed_fields, q.received_at, r.waiting_digest, c.text FROM replay_records p"
      " LEFT JOIN quarantine q ON q.record = p.record AND q.awaits = '' LEFT JOIN records r ON r.no = "
      "q.record"
      " LEFT JOIN codes c ON c.no = q.source LEFT JOIN submissions s ON s.id = q.submission"
      " WHERE p.task = (SELECT no FROM replays WHERE id = ?1) ORDER BY p.position LIMIT ?2",
      task, static_cast<std::int64_t>(limit));
  while (query.step()) {
    WaitingRecord record;
    record.position = query.integer(0);
    record.record = query.integer(1);
    if (!query.is_null(8)) {
      record.record_id = query.string(2);
      record.owner = query.string(3);
      record.client = query.string(4);
      record.submission = query.string(5);
      record.sealed_fields = query.string(6);
      record.received_at = query.instant(7);
      record.content = query.digest(8);
      record.source = query.string(9);
    }
    records.push_back(std::move(record));
  }
  return records;
}

std::int64_t read_generation(Connection& db) {
  auto query = db.query("SELECT max(no) FROM activations");
  return query.step() ? query.integer(0) : 0;
}

}  // namespace raccordo::store
