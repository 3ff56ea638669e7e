#include "store/sqlite/postgres_schema.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/unreachable.hpp"
#include "store/sqlite/migrations.hpp"

namespace raccordo::store {
namespace {

/// The parts of the schema that store_schema is in, as PgShape names them. What does not work counts as
/// missing: an index that was not finished, a trigger that is switched off.
constexpr const char* kShape = R"(
  WITH here AS (SELECT c.oid, relname::text AS name, relkind FROM pg_class c WHERE relnamespace =
    (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))),
  keys AS (SELECT contype, here.name, conrelid, (SELECT string_agg(attname::text, ', ' ORDER BY place)
    FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
    JOIN pg_attribute ON attrelid = conrelid AND attnum = number) AS columns
    FROM pg_constraint JOIN here ON here.oid = conrelid)
  SELECT CASE relkind WHEN 'r' THEN 'table ' ELSE 'view ' END || name FROM here WHERE relkind IN ('r', 'v')
  UNION ALL SELECT 'column ' || attname || ' of ' || name FROM pg_attribute JOIN here ON here.oid = attrelid
    WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT 'index ' || name FROM pg_index JOIN here ON here.oid = indexrelid WHERE indisvalid
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
  UNION ALL SELECT 'trigger ' || tgname || ' of ' || name FROM pg_trigger JOIN here ON here.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
  UNION ALL SELECT 'primary key (' || columns || ') of ' || name FROM keys WHERE contype = 'p'
  UNION ALL SELECT 'unique key (' || columns || ') of ' || name FROM keys WHERE contype = 'u'
  UNION ALL SELECT 'check of ' || name FROM keys WHERE contype = 'c'
  UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace =
    (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))
  UNION ALL SELECT 'domain ' || typname FROM pg_type WHERE typtype = 'd' AND typnamespace =
    (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema')))";

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
  check_whole(db);
  check_rights(db);
}

PgShape shape_in(Connection& db) {
  PgShape shape;
  auto query = db.query(Sql(kShape));
  while (query.step()) shape.insert(query.string(0));
  return shape;
}

void check_whole(Connection& db) {
  static const auto expected = [] {
    PgShape shape;
    for (const auto& migration : postgres_schema()) apply_statements(migration.sql, shape);
    return shape;
  }();
  if (read_number(db, "SELECT count(*) FROM store_schema") != 1)
    throw base::ServerRefuses(
        "database: table store_schema must have one row: the store is two stores in one, or was not restored "
        "to its end");
  if (postgres_version(db) != static_cast<std::int64_t>(postgres_schema().size())) return;
  const auto found = shape_in(db);
  std::vector<std::string> missing;
  std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(),
                      std::back_inserter(missing));
  if (missing.empty()) return;
  // Of a table that is missing, its parts need no word.
  const auto lacks = [&, all = missing](const std::string& table) {
    return std::binary_search(all.begin(), all.end(), "table " + table);
  };
  std::erase_if(missing, [&](const std::string& part) {
    const auto of = part.rfind(" of ");
    return of != std::string::npos && lacks(part.substr(of + 4));
  });
  constexpr std::size_t kNamed = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(missing.size(), kNamed); ++i)
    names += (names.empty() ? "" : ", ") + missing[i];
  if (missing.size() > kNamed) names += " and " + std::to_string(missing.size() - kNamed) + " more";
  throw base::ServerRefuses("database: the store lacks " + names +
                            ": it was not restored to its end, or somebody removed them. Restore it whole "
                            "from its newest backup");
}

void check_rights(Connection& db) {
  const auto table =
      read_word(db,
                "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace ="
                " (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema')) AND NOT"
                " (has_table_privilege(oid, 'SELECT') AND (relkind = 'v' OR relname = 'store_schema'"
                " OR (has_table_privilege(oid, 'INSERT') AND (relname = 'ledger'"
                " OR (has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))))))"
                " ORDER BY relname LIMIT 1");
  const auto sequence =
      read_word(db,
                "SELECT relname::text FROM pg_class WHERE relnamespace ="
                " (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))"
                " AND CASE relkind WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE') ELSE false END"
                " ORDER BY relname LIMIT 1");
  if (table.empty() && sequence.empty()) return;
  throw base::ServerRefuses("database: role " + read_role(db) + " may not write " +
                            (table.empty() ? sequence : table) + ": GRANT it the rights of docs/storage.md");
}

}  // namespace raccordo::store
