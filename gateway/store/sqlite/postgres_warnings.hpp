// What an operator should know about a server and a role that work. Called by `check` and `doctor`.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Sentences without a full stop at the end: a role that can do more than it should, a server that may lose
/// what it has acknowledged. The session is one of PostgreSQL.
std::vector<std::string> postgres_warnings(Connection& db);

}  // namespace raccordo::store
