#include "store/sqlite/postgres_schema.hpp"

#include <string>

#include "store/sqlite/migrations.hpp"

namespace raccordo::store {
namespace {

std::int64_t read_number(Connection& db, Sql sql) {
  auto query = db.query(sql);
  return query.step() ? query.integer(0) : 0;
}

std::string read_word(Connection& db, Sql sql) {
  auto query = db.query(sql);
  return query.step() ? query.string(0) : "";
}

std::string read_role(Connection& db) { return read_word(db, "SELECT current_user::text"); }

/// What an administrator must do before this role can make the tables.
void check_may_create(Connection& db) {
  const auto schema = read_word(db, "SELECT coalesce(current_schema()::text, '')");
  if (schema.empty()) {
    throw base::SystemFault("database: the search_path of role " + read_role(db) +
                            " names no schema that exists: create one, or correct search_path");
  }
  if (read_number(db,
                  "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p')"
                  " AND relnamespace = current_schema()::regnamespace") > 0) {
    throw base::SystemFault("database: schema " + schema +
                            " has tables of another program: give Raccordo a database of its own");
  }
  if (read_number(db, "SELECT has_schema_privilege(current_schema(), 'CREATE')") != 0) return;
  throw base::SystemFault("database: there is no store yet, and role " + read_role(db) +
                          " may not create tables in schema " + schema +
                          ": apply schemas/sql/postgres with a role that may (docs/storage.md)");
}

void refuse_newer(std::int64_t version) {
  const auto newest = static_cast<std::int64_t>(postgres_schema().size());
  if (version <= newest) return;
  throw base::SystemFault("database: the store has schema version " + std::to_string(version) +
                          ", this program knows only " + std::to_string(newest) +
                          ": start the newer program that wrote it");
}

void apply_migration(Connection& db, const Migration& migration, std::int64_t number) {
  db.begin_writing();
  try {
    // Another program may have done it meanwhile.
    if (postgres_version(db) == number - 1) db.execute(migration.sql);
    db.commit();
  } catch (const base::SystemFault& fault) {
    if (db.in_transaction()) db.roll_back();
    throw base::SystemFault(std::string(migration.name) + ": " + fault.what());
  }
}

}  // namespace

std::int64_t postgres_version(Connection& db) {
  if (read_number(db, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('store_schema')") == 0) return 0;
  if (read_number(db, "SELECT has_table_privilege('store_schema', 'SELECT')") == 0) {
    throw base::SystemFault("database: role " + read_role(db) +
                            " may not read the tables of the store: GRANT it the rights of docs/storage.md");
  }
  return read_number(db, "SELECT version FROM store_schema");
}

void migrate_postgres(Connection& db) {
  auto version = postgres_version(db);
  refuse_newer(version);
  if (version == 0) check_may_create(db);
  for (const auto& migration : postgres_schema().subspan(static_cast<std::size_t>(version)))
    apply_migration(db, migration, ++version);
}

void check_usable(Connection& db) {
  const auto version = postgres_version(db);
  refuse_newer(version);
  if (version == 0) return check_may_create(db);
  check_rights(db);
}

void check_rights(Connection& db) {
  if (read_number(db, "SELECT current_setting('transaction_read_only')::boolean") != 0) {
    throw base::SystemFault("database: the role " + read_role(db) +
                            " or the server is set to read only: name a role and a server that may write");
  }
  const auto table = read_word(
      db,
      "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace ="
      " (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema')) AND NOT"
      " (has_table_privilege(oid, 'SELECT') AND (relkind = 'v' OR relname IN ('store_schema', 'ledger')"
      " OR (has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')"
      " AND has_table_privilege(oid, 'DELETE')))) ORDER BY relname LIMIT 1");
  const auto sequence =
      read_word(db,
                "SELECT relname::text FROM pg_class WHERE relnamespace ="
                " (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))"
                " AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') ELSE false END"
                " ORDER BY relname LIMIT 1");
  if (table.empty() && sequence.empty()) return;
  throw base::SystemFault("database: role " + read_role(db) + " may not write " +
                          (table.empty() ? sequence : table) + ": GRANT it the rights of docs/storage.md");
}

}  // namespace raccordo::store
