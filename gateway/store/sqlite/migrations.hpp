// The schema's versions: schemas/sql/sqlite/NNNN_*.sql and schemas/sql/postgres/NNNN_*.sql, compiled in,
// applied in order when a store is opened. A file's `user_version` is how many were applied; for
// PostgreSQL see postgres_schema.hpp. Called by open_writer.
#pragma once

#include <optional>
#include <span>

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct Migration {
  const char* name;
  const char* sql;
};

/// The migrations of this program; the n-th entry leads to schema version n.
std::span<const Migration> sqlite_schema();
std::span<const Migration> postgres_schema();

/// The schema version of an open file if it is older than this program's; nothing if it is new or up to date.
std::optional<std::int64_t> older_schema(Connection& connection);

/// Why this program cannot use an open file: a newer or another program wrote it. Nothing if it can.
std::optional<std::string> schema_fault(Connection& connection);

/// Migrates the file to the newest version, each step in a transaction of its own: a crash leaves the
/// previous version. Throws base::SystemFault, and changes nothing, if the file was written by a newer
/// program or by another program.
void migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace raccordo::store
