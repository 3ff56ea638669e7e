// The schema of a store in PostgreSQL: its version is the one row of table `store_schema`, written by each
// migration itself, so that an administrator may also apply the files with psql. Called by postgres_open and
// by checks.
#pragma once

#include <cstdint>

#include "store/postgres/shape.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// 0: there is no store.
std::int64_t postgres_version(Connection& db);

/// Throws base::SystemFault, with what to do, if the store was written by a newer program, the tables are of
/// another program, or the role may not make or change tables. Then nothing was changed.
void migrate_postgres(Connection& db);

/// What open_postgres_writer would refuse, without writing anything. Throws base::SystemFault.
void check_usable(Connection& db);

/// Throws base::ServerRefuses if the role lacks a right to work in the store: it names one table, and the
/// GRANTs.
void check_rights(Connection& db);

/// Throws base::ServerRefuses if the store of this program's version lacks a part of the schema, and names
/// it: a restore that broke off, or a table, a column, an index or a trigger that somebody removed.
void check_whole(Connection& db);

/// The parts that the store has.
PgShape shape_in(Connection& db);

}  // namespace raccordo::store
