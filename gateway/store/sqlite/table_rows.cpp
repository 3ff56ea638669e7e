#include "store/sqlite/table_rows.hpp"

#include "store/sqlite/stored_enum.hpp"

namespace raccordo::store {
namespace {

/// Number of earlier contents kept of an open version.
constexpr std::int64_t kFormerContents = 8;

// Statements are literals; these parts are shared by the readers below. An open version always has the
// greatest number.
#define RACCORDO_VERSION_COLUMNS                                                                    \
  "source, tbl, version, revision, state, digest, author, reviewer, reason, created_at, edited_at," \
  " submitted_at, approved_at, activated_at, retired_at"
#define RACCORDO_SELECT_VERSION "SELECT " RACCORDO_VERSION_COLUMNS " FROM table_versions "
#define RACCORDO_SELECT_CONTENT "SELECT " RACCORDO_VERSION_COLUMNS ", content FROM table_versions "
#define RACCORDO_NEWEST "WHERE source = ?1 AND tbl = ?2 AND state <= 3 ORDER BY version DESC LIMIT 1"

constexpr int kContentColumn = 15;

std::optional<base::Instant> time_of(const Query& query, int column) {
  if (query.is_null(column)) return std::nullopt;
  return query.instant(column);
}

TableVersionRow read_row(const Query& query) {
  TableVersionRow row;
  row.source = query.string(0);
  row.table = query.string(1);
  row.version = static_cast<std::int32_t>(query.integer(2));
  row.revision = query.integer(3);
  row.state = stored_enum(query, 4, VersionState::retired);
  row.digest = query.string(5);
  row.author = query.string(6);
  row.reviewer = query.string(7);
  row.reason = query.string(8);
  row.created_at = query.instant(9);
  row.edited_at = query.instant(10);
  row.submitted_at = time_of(query, 11);
  row.approved_at = time_of(query, 12);
  row.activated_at = time_of(query, 13);
  row.retired_at = time_of(query, 14);
  return row;
}

void read_editors(Connection& db, TableVersionRow& row) {
  auto query = db.query(
      "SELECT DISTINCT author FROM table_edits WHERE source = ?1 AND tbl = ?2 AND version = ?3"
      " ORDER BY author",
      row.source, row.table, std::int64_t{row.version});
  while (query.step()) row.editors.push_back(query.string(0));
}

std::vector<TableVersionRow> read_all(Connection& db, Query query) {
  std::vector<TableVersionRow> rows;
  while (query.step()) rows.push_back(read_row(query));
  for (auto& row : rows) read_editors(db, row);
  return rows;
}

std::optional<TableVersionRow> read_one(Connection& db, Query query, TableText content) {
  if (!query.step()) return std::nullopt;
  auto row = read_row(query);
  if (content == TableText::wanted) row.content = query.string(kContentColumn);
  read_editors(db, row);
  return row;
}

std::int64_t state_of(const TableVersionRow& row) { return static_cast<std::int64_t>(row.state); }

}  // namespace

std::vector<TableVersionRow> read_active_versions(Connection& db) {
  std::vector<TableVersionRow> rows;
  auto query = db.query(RACCORDO_SELECT_CONTENT "WHERE state = 3 ORDER BY source, tbl");
  while (query.step()) {
    rows.push_back(read_row(query));
    rows.back().content = query.string(kContentColumn);
  }
  for (auto& row : rows) read_editors(db, row);
  return rows;
}

std::vector<TableVersionRow> read_current_versions(Connection& db) {
  return read_all(db, db.query(RACCORDO_SELECT_VERSION "WHERE state <= 3 ORDER BY source, tbl, version"));
}

std::vector<TableVersionRow> read_history(Connection& db, std::string_view source, std::string_view table) {
  return read_all(db, db.query(RACCORDO_SELECT_VERSION "WHERE source = ?1 AND tbl = ?2 ORDER BY version DESC",
                               source, table));
}

std::optional<TableVersionRow> read_version(Connection& db, std::string_view source, std::string_view table,
                                            std::int32_t version, TableText content) {
  const auto number = std::int64_t{version};
  if (content == TableText::wanted) {
    return read_one(db,
                    db.query(RACCORDO_SELECT_CONTENT "WHERE source = ?1 AND tbl = ?2 AND version = ?3",
                             source, table, number),
                    content);
  }
  return read_one(db,
                  db.query(RACCORDO_SELECT_VERSION "WHERE source = ?1 AND tbl = ?2 AND version = ?3", source,
                           table, number),
                  content);
}

std::optional<TableVersionRow> read_newest(Connection& db, std::string_view source, std::string_view table,
                                           TableText content) {
  if (content == TableText::wanted) {
    return read_one(db, db.query(RACCORDO_SELECT_CONTENT RACCORDO_NEWEST, source, table), content);
  }
  return read_one(db, db.query(RACCORDO_SELECT_VERSION RACCORDO_NEWEST, source, table), content);
}

std::optional<std::string> read_former_content(Connection& db, std::string_view source,
                                               std::string_view table, VersionMark mark) {
  auto query = db.query(
      "SELECT content, revision = (SELECT max(revision) FROM table_edits WHERE source = ?1 AND tbl = ?2"
      " AND version = ?3) FROM table_edits WHERE source = ?1 AND tbl = ?2 AND version = ?3"
      " AND revision <= ?4 ORDER BY revision DESC LIMIT 1",
      source, table, std::int64_t{mark.version}, mark.revision);
  // A version without edits, or after its last one: its current content.
  if (!query.step() || query.integer(1) == 1) {
    const auto row = read_version(db, source, table, mark.version, TableText::wanted);
    return row ? std::optional(row->content) : std::nullopt;
  }
  if (query.is_null(0)) return std::nullopt;
  return query.string(0);
}

std::int32_t last_version(Connection& db, std::string_view source, std::string_view table) {
  auto query =
      db.query("SELECT max(version) FROM table_versions WHERE source = ?1 AND tbl = ?2", source, table);
  query.step();
  return static_cast<std::int32_t>(query.integer(0));
}

void insert_version(Connection& db, const TableVersionRow& row, std::string_view content) {
  db.run("INSERT INTO table_versions (" RACCORDO_VERSION_COLUMNS
         ", content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
         row.source, row.table, std::int64_t{row.version}, row.revision, state_of(row), row.digest,
         row.author, row.reviewer, row.reason, row.created_at, row.edited_at, row.submitted_at,
         row.approved_at, row.activated_at, row.retired_at, content);
}

void update_version(Connection& db, const TableVersionRow& row) {
  db.run(
      "UPDATE table_versions SET revision = ?4, state = ?5, digest = ?6, author = ?7, reviewer = ?8,"
      " reason = ?9, edited_at = ?10, submitted_at = ?11, approved_at = ?12, activated_at = ?13,"
      " retired_at = ?14 WHERE source = ?1 AND tbl = ?2 AND version = ?3",
      row.source, row.table, std::int64_t{row.version}, row.revision, state_of(row), row.digest, row.author,
      row.reviewer, row.reason, row.edited_at, row.submitted_at, row.approved_at, row.activated_at,
      row.retired_at);
}

void replace_content(Connection& db, const TableVersionRow& row, std::string_view content) {
  const auto version = std::int64_t{row.version};
  db.run(
      "UPDATE table_edits SET content = (SELECT content FROM table_versions WHERE source = ?1 AND tbl = ?2"
      " AND version = ?3) WHERE source = ?1 AND tbl = ?2 AND version = ?3 AND revision ="
      " (SELECT max(revision) FROM table_edits WHERE source = ?1 AND tbl = ?2 AND version = ?3)",
      row.source, row.table, version);
  db.run(
      "UPDATE table_edits SET content = NULL WHERE source = ?1 AND tbl = ?2 AND version = ?3"
      " AND content IS NOT NULL AND revision NOT IN (SELECT revision FROM table_edits WHERE source = ?1"
      " AND tbl = ?2 AND version = ?3 ORDER BY revision DESC LIMIT ?4)",
      row.source, row.table, version, kFormerContents);
  db.run("UPDATE table_versions SET content = ?4 WHERE source = ?1 AND tbl = ?2 AND version = ?3", row.source,
         row.table, version, content);
}

void insert_edit(Connection& db, const TableVersionRow& row) {
  db.run(
      "INSERT INTO table_edits (source, tbl, version, revision, author, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      row.source, row.table, std::int64_t{row.version}, row.revision, row.author, row.edited_at);
}

void forget_former_contents(Connection& db, const TableVersionRow& row) {
  db.run("UPDATE table_edits SET content = NULL WHERE source = ?1 AND tbl = ?2 AND version = ?3", row.source,
         row.table, std::int64_t{row.version});
}

}  // namespace raccordo::store
