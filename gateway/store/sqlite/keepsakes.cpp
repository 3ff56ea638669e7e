#include "store/sqlite/keepsakes.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "base/text.hpp"
#include "store/sqlite/repetition.hpp"
#include "store/sqlite/tombstones.hpp"

namespace raccordo::store {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"erase-record", "erase-person", "restrict",
                                                    "lift",         "publish",      "release"};

std::string_view name_of(Keepsake::Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }

Keepsake::Kind kind_of(std::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found == kKinds.end()) throw base::SystemFault("database: a keepsake is of an unknown kind");
  return static_cast<Keepsake::Kind>(found - kKinds.begin());
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

std::int64_t last_number(Connection& db) {
  auto query = db.query("SELECT seq FROM sqlite_sequence WHERE name = 'keepsakes'");
  return query.step() ? query.integer(0) : 0;
}

/// The sequence has no row before the first keepsake.
void set_last(Connection& db, std::int64_t number) {
  db.run("DELETE FROM sqlite_sequence WHERE name = 'keepsakes'");
  db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('keepsakes', ?1)", number);
}

}  // namespace

void add_keepsake(Connection& db, const Keepsake& keepsake) {
  db.run(
      "INSERT INTO keepsakes (at, kind, mark, comuni, records, object, actor, reason)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      keepsake.at, name_of(keepsake.kind), Blob{base::as_bytes(keepsake.mark)}, list_of(keepsake.comuni),
      write_records(keepsake.records), keepsake.object, keepsake.actor, keepsake.reason);
}

void drop_keepsakes(Connection& db, std::int64_t through) {
  db.run("DELETE FROM keepsakes WHERE n <= ?1", through);
  if (last_number(db) < through) set_last(db, through);
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

std::vector<Keepsake> SqliteKeepsakes::after(std::int64_t n, std::size_t limit) {
  std::vector<Keepsake> found;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT n, at, kind, mark, comuni, records, object, actor, reason FROM keepsakes WHERE n > ?1"
      " ORDER BY n LIMIT ?2",
      n, static_cast<std::int64_t>(limit));
  while (query.step()) {
    found.push_back({query.integer(0), query.instant(1), kind_of(query.text(2)), query.digest(3),
                     comuni_of(query.text(4)), read_records(query.text(5)), query.string(6), query.string(7),
                     query.string(8)});
  }
  return found;
}

std::int64_t SqliteKeepsakes::last() { return last_number(*readers_.lease()); }

void SqliteKeepsakes::drop(std::int64_t through, Done<bool> done) {
  post_write(
      writer_,
      [through](Connection& db) {
        drop_keepsakes(db, through);
        return true;
      },
      std::move(done), 1, Admission::always);
}

void SqliteKeepsakes::renumber(std::int64_t through, Done<bool> done) {
  post_write(
      writer_,
      [through](Connection& db) {
        const auto last = last_number(db);
        if (last > through) return false;
        // By way of negative numbers, so that none meets another one.
        db.run("UPDATE keepsakes SET n = -(n + ?1)", through);
        db.run("UPDATE keepsakes SET n = -n");
        set_last(db, through + last);
        return true;
      },
      std::move(done), 1, Admission::always);
}

void SqliteKeepsakes::repeat(std::vector<Keepsake> acts, std::vector<AuditEvent> events, Done<bool> done) {
  const auto shared = std::make_shared<const std::pair<std::vector<Keepsake>, std::vector<AuditEvent>>>(
      std::move(acts), std::move(events));
  post_write(
      writer_,
      [shared](Connection& db) {
        repeat_acts(db, shared->first, shared->second);
        return true;
      },
      std::move(done), 1, Admission::always, Urgency::prompt, Traces::removed);
}

std::string SqliteKeepsakes::ledger_gap() {
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT ledger_gap FROM store_state");
  return query.step() ? query.string(0) : "";
}

void SqliteKeepsakes::set_ledger_gap(std::string why, Done<bool> done) {
  post_write(
      writer_,
      [why = std::move(why)](Connection& db) {
        return db.run("UPDATE store_state SET ledger_gap = ?1", why) > 0;
      },
      std::move(done), 1, Admission::always);
}

}  // namespace raccordo::store
