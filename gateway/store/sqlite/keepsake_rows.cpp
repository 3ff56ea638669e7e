#include "store/sqlite/keepsake_rows.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "base/text.hpp"
#include "store/interface/keepsake_kind.hpp"
#include "store/sqlite/audit.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {
namespace {

Keepsake::Kind kind_of(std::string_view name) {
  const auto kind = parse_keepsake_kind(name);
  if (!kind) throw base::SystemFault("database: a keepsake is of an unknown kind");
  return *kind;
}

/// As list_of writes them.
model::Comuni comuni_of(std::string_view list) {
  if (list.empty()) return model::Comuni::all();
  model::Comuni::Codes codes;
  for (const auto code : base::split(list, ' ')) {
    if (!code.empty()) codes.emplace(code);
  }
  return model::Comuni(std::move(codes));
}

/// A line for each: digest in hex, key, owners; apart by a tab, owners by a comma.
std::string write_records(const std::vector<ErasedRecord>& records) {
  std::string text;
  for (const auto& each : records) {
    text += base::to_hex(base::as_bytes(each.digest)) + "\t" + each.key + "\t";
    for (const auto& owner : each.owners) text += (owner == each.owners.front() ? "" : ",") + owner;
    text += "\n";
  }
  return text;
}

std::vector<ErasedRecord> read_records(std::string_view text) {
  std::vector<ErasedRecord> records;
  for (const auto line : base::split(text, '\n')) {
    const auto parts = base::split(line, '\t');
    if (parts.size() != 3) continue;
    const auto digest = base::from_hex(parts[0]);
    ErasedRecord each;
    if (!digest || digest->size() != each.digest.size())
      throw base::SystemFault("database: a keepsake has a damaged digest");
    std::copy(digest->begin(), digest->end(), each.digest.begin());
    each.key = parts[1];
    for (const auto owner : base::split(parts[2], ',')) {
      if (!parts[2].empty()) each.owners.emplace_back(owner);
    }
    records.push_back(std::move(each));
  }
  return records;
}

}  // namespace

std::int64_t last_keepsake(Connection& db) {
  auto query = db.query(Sql("SELECT seq FROM sqlite_sequence WHERE name = 'keepsakes'",
                            "SELECT value FROM counters WHERE name = 'keepsakes'"));
  return query.step() ? query.integer(0) : 0;
}

/// The sequence has no row before the first keepsake.
void set_last_keepsake(Connection& db, std::int64_t number) {
  db.run(Sql("DELETE FROM sqlite_sequence WHERE name = 'keepsakes'",
             "DELETE FROM counters WHERE name = 'keepsakes'"));
  db.run(Sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('keepsakes', ?1)",
             "INSERT INTO counters (name, value) VALUES ('keepsakes', ?1)"),
         number);
}

/// Numbers follow each other without a gap, so PostgreSQL gets them from a counter: a sequence would skip
/// those of a transaction that was rolled back.
void add_keepsake(Connection& db, const Keepsake& keepsake) {
  if (db.session()) set_last_keepsake(db, last_keepsake(db) + 1);
  db.run(
      Sql("INSERT INTO keepsakes (at, kind, mark, comuni, records, object, actor, reason)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
          "INSERT INTO keepsakes (n, at, kind, mark, comuni, records, object, actor, reason)"
          " VALUES ((SELECT value FROM counters WHERE name = 'keepsakes'), $1, $2, $3, $4, $5, $6, $7, $8)"),
      keepsake.at, to_string(keepsake.kind), Blob{base::as_bytes(keepsake.mark)}, list_of(keepsake.comuni),
      write_records(keepsake.records), keepsake.object, keepsake.actor, keepsake.reason);
}

void drop_keepsakes(Connection& db, std::int64_t through) {
  db.run("DELETE FROM keepsakes WHERE n <= ?1", through);
  if (last_keepsake(db) < through) set_last_keepsake(db, through);
}

void ErasureNames::note(std::int64_t record, std::vector<std::string> owners) {
  auto query = db_.query("SELECT source, record_id, key_owner FROM records WHERE no = ?1", record);
  if (!query.step()) return;
  const auto digest = db_.names().digest_of(query.integer(0), query.text(1));
  if (digest) noted_.push_back({record, {*digest, query.string(2), std::move(owners)}});
}

void ErasureNames::note_anonymous(std::int64_t fact) {
  auto query = db_.query("SELECT digest, key_owner FROM anonymous_facts WHERE no = ?1", fact);
  if (query.step()) noted_.push_back({0, {query.digest(0), query.string(1), {}}});
}

std::vector<ErasedRecord> ErasureNames::take() {
  std::vector<ErasedRecord> out;
  for (auto& [record, erased] : noted_) {
    auto query = db_.query("SELECT 1 FROM records WHERE no = ?1", record);
    if (record == 0 || !query.step()) erased.owners.clear();
    std::sort(erased.owners.begin(), erased.owners.end());
    erased.owners.erase(std::unique(erased.owners.begin(), erased.owners.end()), erased.owners.end());
    out.push_back(std::move(erased));
  }
  noted_.clear();
  return out;
}

std::vector<Keepsake> read_keepsakes(Connection& db, std::int64_t after, std::size_t limit) {
  std::vector<Keepsake> found;
  auto query = db.query(
      "SELECT n, at, kind, mark, comuni, records, object, actor, reason FROM keepsakes WHERE n > ?1"
      " ORDER BY n LIMIT ?2",
      after, static_cast<std::int64_t>(limit));
  while (query.step()) {
    found.push_back({query.integer(0), query.instant(1), kind_of(query.text(2)), query.digest(3),
                     comuni_of(query.text(4)), read_records(query.text(5)), query.string(6), query.string(7),
                     query.string(8)});
  }
  return found;
}

void append_erasure(Connection& db, const AuditEvent& event, ErasureNames& names) {
  append_audit(db, event);
  Keepsake keepsake;
  keepsake.at = event.at;
  keepsake.kind = Keepsake::Kind::erase_record;
  keepsake.records = names.take();
  keepsake.actor = event.actor;
  add_keepsake(db, keepsake);
}

}  // namespace raccordo::store
