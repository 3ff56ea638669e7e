#include "store/sqlite/releases.hpp"

#include "base/text.hpp"

namespace raccordo::store {
namespace {

// Statements are literals; this part is shared by the readers below.
#define RACCORDO_SELECT_RELEASE                                                                   \
  "SELECT id, releases.period, state, note, reason, created_at, published, digest, metadata,"     \
  " releases.revision_date, ordered_by, seq, hash, audit_head FROM releases LEFT JOIN ledger ON " \
  "ledger.release = id "

/// Column `published`: the time of publication, or this.
constexpr std::int64_t kNotPublished = 0;

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
  row.revision_date = query.string(9);
  row.ordered_by = query.string(10);
  row.ledger_row = query.integer(11);
  if (row.ledger_row > 0) row.ledger_hash = base::to_hex(query.text(12));
  row.audit_head = query.string(13);
  return row;
}

}  // namespace

std::optional<ReleaseRow> reserve_release(Connection& db, const ReleaseRow& row) {
  auto query = db.query(RACCORDO_SELECT_RELEASE
                        "WHERE releases.period = ?1 AND releases.revision_date = ?2 AND state <> 'REFUSED'",
                        row.period, row.revision_date);
  if (query.step()) return read_row(query);
  db.run(
      "INSERT INTO releases (id, period, state, note, reason, created_at, published, digest, metadata,"
      " content, revision_date, ordered_by) VALUES (?1, ?2, 'RUNNING', ?3, '', ?4, ?5, '', '', '', ?6, ?7)",
      row.id, row.period, row.note, row.created_at, kNotPublished, row.revision_date, row.ordered_by);
  return std::nullopt;
}

bool complete_release(Connection& db, const ReleaseRow& row) {
  return db.change(
             "UPDATE releases SET state = 'DONE', digest = ?2, metadata = ?3, content = ?4"
             " WHERE id = ?1 AND state = 'RUNNING'",
             row.id, row.digest, row.metadata, Blob{row.content}) > 0;
}

bool refuse_release(Connection& db, std::string_view id, std::string_view reason) {
  return db.change("UPDATE releases SET state = 'REFUSED', reason = ?2 WHERE id = ?1 AND state = 'RUNNING'",
                   id, reason) > 0;
}

bool publish_release(Connection& db, std::string_view id, base::Instant at) {
  return db.change("UPDATE releases SET published = ?2 WHERE id = ?1 AND state = 'DONE' AND published = ?3",
                   id, at, kNotPublished) > 0;
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
  auto query = db.query(
      RACCORDO_SELECT_RELEASE "WHERE releases.period = ?1 AND state <> 'REFUSED' ORDER BY no DESC", period);
  if (!query.step()) return std::nullopt;
  return read_row(query);
}

}  // namespace raccordo::store
