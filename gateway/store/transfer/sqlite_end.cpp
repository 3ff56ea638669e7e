#include "store/transfer/sqlite_end.hpp"

#include <sqlite3.h>

#include <algorithm>

#include "base/storage_full.hpp"
#include "base/stored_damage.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/set_up.hpp"
#include "store/sqlite/words.hpp"
#include "store/transfer/names.hpp"

namespace raccordo::store {
namespace {

[[noreturn]] void fail_transfer(int code) {
  const auto what = "database: transfer: " + sqlite_words(code);
  if (code == SQLITE_FULL) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

TransferCell cell_of(sqlite3_stmt* statement, int column, const TransferTable& table) {
  const auto& about = table.columns[static_cast<std::size_t>(column)];
  const int type = sqlite3_column_type(statement, column);
  TransferCell cell;
  if (type == SQLITE_NULL) return cell;
  cell.is_null = false;
  const int wanted = about.kind == PgValues::Kind::integer ? SQLITE_INTEGER
                     : about.kind == PgValues::Kind::text  ? SQLITE_TEXT
                                                           : SQLITE_BLOB;
  if (type != wanted)
    throw base::StoredDamage("database: column " + about.name + " of " + table.name +
                             " has a value of another type");
  if (type == SQLITE_INTEGER) {
    cell.integer = sqlite3_column_int64(statement, column);
    return cell;
  }
  const void* const bytes =
      type == SQLITE_TEXT ? sqlite3_column_text(statement, column) : sqlite3_column_blob(statement, column);
  cell.bytes = {static_cast<const char*>(bytes),
                static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
  return cell;
}

int bind_cell(sqlite3_stmt* statement, int index, PgValues::Kind kind, const TransferCell& cell) {
  if (cell.is_null) return sqlite3_bind_null(statement, index);
  if (kind == PgValues::Kind::integer) return sqlite3_bind_int64(statement, index, cell.integer);
  const auto* const bytes = cell.bytes.data() == nullptr ? "" : cell.bytes.data();
  if (kind == PgValues::Kind::text)
    return sqlite3_bind_text64(statement, index, bytes, cell.bytes.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return sqlite3_bind_blob64(statement, index, bytes, cell.bytes.size(), SQLITE_TRANSIENT);
}

}  // namespace

void SqliteEnd::Finish::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteEnd::SqliteEnd(const std::string& file, Role role) {
  set_up_sqlite();
  const int code = sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr);
  if (code != SQLITE_OK) {
    sqlite3_close(db_);
    fail_transfer(code);
  }
  sqlite3_busy_timeout(db_, Connection::kUsualWait);
  try {
    run(role == Role::target ? "PRAGMA synchronous = FULL; BEGIN IMMEDIATE"
                             : "BEGIN; SELECT count(*) FROM sqlite_schema");
  } catch (...) {
    sqlite3_close(db_);
    throw;
  }
}

SqliteEnd::~SqliteEnd() {
  insert_.second.reset();
  sqlite3_close(db_);
}

SqliteEnd::Statement SqliteEnd::prepare(const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  const int code = sqlite3_prepare_v2(db_, sql.c_str(), -1, &raw, nullptr);
  if (code != SQLITE_OK) fail_transfer(sqlite3_extended_errcode(db_));
  return Statement(raw);
}

bool SqliteEnd::step(const Statement& statement) {
  const int code = sqlite3_step(statement.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail_transfer(code);
  return false;
}

void SqliteEnd::run(const std::string& sql) {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail_transfer(sqlite3_extended_errcode(db_));
}

std::int64_t SqliteEnd::number_of(const std::string& sql) {
  const auto statement = prepare(sql);
  return step(statement) ? sqlite3_column_int64(statement.get(), 0) : 0;
}

std::vector<std::string> SqliteEnd::tables() {
  std::vector<std::string> names;
  const auto statement = prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "ORDER BY name");
  while (step(statement))
    names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
  return names;
}

std::vector<std::string> SqliteEnd::columns(const std::string& table) {
  std::vector<std::string> names;
  const auto statement = prepare("SELECT name FROM pragma_table_info('" + table + "') ORDER BY name");
  while (step(statement))
    names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
  return names;
}

std::uint64_t SqliteEnd::count(const TransferTable& table) {
  return static_cast<std::uint64_t>(number_of("SELECT count(*) FROM " + table.name));
}

void SqliteEnd::read(const TransferTable& table, const Take& take) {
  const auto statement = prepare("SELECT " + names_of(table) + " FROM " + table.name + " ORDER BY " +
                                 table.columns.front().name);
  TransferRow row(table.columns.size());
  while (step(statement)) {
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] = cell_of(statement.get(), static_cast<int>(i), table);
    take(row);
  }
}

void SqliteEnd::clear(const TransferTable& table) { run("DELETE FROM " + table.name); }

void SqliteEnd::add(const TransferTable& table, const TransferRow& row) {
  if (insert_.first != table.name) insert_ = {table.name, prepare(insertion_of(table, 1))};
  auto* const statement = insert_.second.get();
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int code = bind_cell(statement, static_cast<int>(i) + 1, table.columns[i].kind, row[i]);
    if (code != SQLITE_OK) fail_transfer(code);
  }
  step(insert_.second);
  sqlite3_reset(statement);
}

void SqliteEnd::finish(const TransferTable& /*table*/) { insert_ = {}; }

std::int64_t SqliteEnd::last_number(const TransferTable& table) {
  const auto highest = number_of("SELECT max(" + table.number + ") FROM " + table.name);
  return std::max(highest, number_of("SELECT seq FROM sqlite_sequence WHERE name = '" + table.name + "'"));
}

void SqliteEnd::set_last_number(const TransferTable& table, std::int64_t number) {
  const bool remembers = number_of("SELECT count(*) FROM sqlite_schema WHERE name = '" + table.name +
                                   "' AND sql LIKE '%AUTOINCREMENT%'") > 0;
  if (!remembers) return;
  run("DELETE FROM sqlite_sequence WHERE name = '" + table.name + "'");
  run("INSERT INTO sqlite_sequence (name, seq) VALUES ('" + table.name + "', " + std::to_string(number) +
      ")");
}

std::int64_t SqliteEnd::last_act() {
  return number_of("SELECT seq FROM sqlite_sequence WHERE name = 'keepsakes'");
}

void SqliteEnd::set_last_act(std::int64_t number) {
  run("DELETE FROM counters WHERE name = 'keepsakes'");  // that of PostgreSQL
  run("DELETE FROM sqlite_sequence WHERE name = 'keepsakes'");
  run("INSERT INTO sqlite_sequence (name, seq) VALUES ('keepsakes', " + std::to_string(number) + ")");
}

void SqliteEnd::commit() { run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)"); }

}  // namespace raccordo::store
