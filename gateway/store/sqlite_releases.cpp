#include "store/sqlite_releases.hpp"

namespace raccordo::store {
namespace {

// Statements are literals; this is the part that the readers below share.
#define RACCORDO_SELECT_RELEASE \
  "SELECT id, period, state, note, reason, created_at, published, digest, metadata FROM releases "

/// Column `published`: the time of publication, or this.
constexpr std::int64_t kNotPublished = 0;

std::int64_t published(const ReleaseRow& row) {
  return row.published_at ? row.published_at->micros : kNotPublished;
}

ReleaseRow read_row(const Query& query) {
  ReleaseRow row;
  row.id = query.string(0);
  row.period = query.string(1);
  row.state = query.string(2);
  row.note = query.string(3);
  row.reason = query.string(4);
  row.created_at = query.instant(5);
  if (query.integer(6) != kNotPublished) row.published_at = query.instant(6);
  row.digest = query.string(7);
  row.metadata = query.string(8);
  return row;
}

}  // namespace

void write_release(Connection& db, const ReleaseRow& row) {
  const auto completed = db.run(
      "INSERT INTO releases (id, period, state, note, reason, created_at, published, digest, metadata,"
      " content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO UPDATE SET"
      " state = excluded.state, note = excluded.note, reason = excluded.reason,"
      " published = excluded.published, digest = excluded.digest, metadata = excluded.metadata,"
      " content = excluded.content WHERE releases.state = 'RUNNING'",
      row.id, row.period, row.state, row.note, row.reason, row.created_at, published(row), row.digest,
      row.metadata, Blob{row.content});
  if (completed > 0) return;
  db.run("UPDATE releases SET published = ?2 WHERE id = ?1 AND state = 'DONE' AND published = ?3", row.id,
         published(row), kNotPublished);
}

std::vector<ReleaseRow> read_releases(Connection& db) {
  std::vector<ReleaseRow> rows;
  auto query = db.query(RACCORDO_SELECT_RELEASE "ORDER BY no DESC");
  while (query.step()) rows.push_back(read_row(query));
  return rows;
}

std::optional<ReleaseRow> read_release(Connection& db, std::string_view id) {
  auto query = db.query(RACCORDO_SELECT_RELEASE "WHERE id = ?1", id);
  if (!query.step()) return std::nullopt;
  auto row = read_row(query);
  auto content = db.query("SELECT content FROM releases WHERE id = ?1", id);
  if (content.step()) row.content = content.string(0);
  return row;
}

std::optional<ReleaseRow> read_release_of_period(Connection& db, std::string_view period) {
  auto query =
      db.query(RACCORDO_SELECT_RELEASE "WHERE period = ?1 AND state <> 'REFUSED' ORDER BY no DESC", period);
  if (!query.step()) return std::nullopt;
  return read_row(query);
}

}  // namespace raccordo::store
