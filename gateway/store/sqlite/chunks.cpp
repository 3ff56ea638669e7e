#include "store/sqlite/chunks.hpp"

#include <memory>
#include <utility>

#include "store/interface/process_owner.hpp"
#include "store/sqlite/leases.hpp"
#include "store/sqlite/shared_work.hpp"

namespace raccordo::store {
namespace {

/// A complete body has its submission within seconds, or never.
constexpr std::int64_t kStray = std::int64_t{3600} * 1'000'000;

void remove_body(Connection& db, std::string_view body) {
  db.run("DELETE FROM spool_chunks WHERE body = ?1", body);
  db.run("DELETE FROM spool_bodies WHERE id = ?1", body);
}

void write_piece(Connection& db, const ChunkPiece& piece) {
  // The first one replaces what an attempt that was cut off has left.
  if (piece.first == 0) remove_body(db, piece.body);
  std::int64_t bytes = 0;
  for (const auto& chunk : piece.chunks) bytes += static_cast<std::int64_t>(chunk.size());
  const std::int64_t complete = piece.end == ChunkPiece::End::complete ? 1 : 0;
  const auto changed =
      db.change("UPDATE spool_bodies SET bytes = bytes + ?2, complete = ?3, at = ?4 WHERE id = ?1",
                piece.body, bytes, complete, lease_time(db, {}));
  if (changed == 0) {
    // Removed meanwhile, because this node seemed to be gone: what is left would not be the body.
    if (piece.first > 0) throw base::SystemFault("database: a piece of a body that is no longer there");
    db.run(
        "INSERT INTO spool_bodies (id, client, owner, bytes, complete, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        piece.body, piece.client, this_process(), bytes, complete, lease_time(db, {}));
  }
  auto no = piece.first;
  for (const auto& chunk : piece.chunks)
    db.run("INSERT INTO spool_chunks (body, no, sealed) VALUES (?1, ?2, ?3)", piece.body, no++, Blob{chunk});
}

std::uint64_t remove_stray_bodies(Connection& db) {
  const auto now = lease_time(db, {});
  std::vector<std::string> stray;
  {
    auto query = db.query(
        "SELECT id, owner, complete, at FROM spool_bodies WHERE NOT EXISTS"
        " (SELECT 1 FROM submissions WHERE (state IN (0, 4, 5) OR spool <> '') AND spool <> ''"
        " AND spool = spool_bodies.id)");
    while (query.step()) {
      const bool is_old = query.integer(2) != 0 && now - query.integer(3) > kStray;
      if (is_old || is_gone(db, query.text(1))) stray.push_back(query.string(0));
    }
  }
  for (const auto& body : stray) remove_body(db, body);
  return stray.size();
}

}  // namespace

void SqliteChunks::put(ChunkPiece piece, Done<bool> done) {
  const auto weight = piece.chunks.size() * 16;
  const auto shared = std::make_shared<const ChunkPiece>(std::move(piece));
  post_write(
      writer_,
      [shared](Connection& db) {
        write_piece(db, *shared);
        return true;
      },
      std::move(done), weight, Admission::bounded, Urgency::prompt, Traces::removed);
}

std::vector<std::string> SqliteChunks::read(std::string_view body, std::int64_t first, std::size_t limit) {
  std::vector<std::string> chunks;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT sealed FROM spool_chunks WHERE body = ?1 AND no >= ?2 AND EXISTS (SELECT 1 FROM spool_bodies"
      " WHERE id = ?1 AND complete = 1) ORDER BY no LIMIT ?3",
      body, first, static_cast<std::int64_t>(limit));
  while (query.step()) chunks.push_back(query.string(0));
  return chunks;
}

std::uint64_t SqliteChunks::size(std::string_view body) {
  const auto lease = readers_.lease();
  auto query = lease->query("SELECT bytes FROM spool_bodies WHERE id = ?1", body);
  return query.step() ? static_cast<std::uint64_t>(query.integer(0)) : 0;
}

std::map<std::string, std::uint64_t> SqliteChunks::held() {
  std::map<std::string, std::uint64_t> held;
  const auto lease = readers_.lease();
  auto query = lease->query(
      "SELECT client, CAST(sum(bytes) AS bigint) FROM spool_bodies GROUP BY client ORDER BY client");
  while (query.step()) held.emplace(query.string(0), static_cast<std::uint64_t>(query.integer(1)));
  return held;
}

void SqliteChunks::remove(std::string body, Done<bool> done) {
  post_write(
      writer_,
      [body = std::move(body)](Connection& db) {
        remove_body(db, body);
        return true;
      },
      std::move(done), 1, Admission::always, Urgency::bulk, Traces::removed);
}

void SqliteChunks::remove_stray(Done<std::uint64_t> done) {
  post_write(
      writer_, [](Connection& db) { return remove_stray_bodies(db); }, std::move(done), 1, Admission::always,
      Urgency::bulk, Traces::removed);
}

}  // namespace raccordo::store
