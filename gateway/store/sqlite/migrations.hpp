// The schema's versions: schemas/sql/sqlite/NNNN_*.sql, compiled in, applied in order when a file is opened.
// The file's `user_version` is the number of the last one applied. Called by SqliteStore.
#pragma once

#include <span>

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct Migration {
  const char* name;
  const char* sql;
};

/// What this program was built with; the n-th entry leads to schema version n.
std::span<const Migration> sqlite_schema();

/// Brings the file to the newest version, each step in a transaction of its own: a crash leaves the version
/// before it. Throws base::SystemFault, and changes nothing, if the file was written by a newer program or is
/// the file of another one.
void migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace raccordo::store
