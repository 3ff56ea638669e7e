// Releases. Writing functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <optional>
#include <vector>

#include "store/sqlite_connection.hpp"
#include "store/stored.hpp"

namespace raccordo::store {

void write_release(Connection& db, const ReleaseRow& row);
/// Newest first, without content.
std::vector<ReleaseRow> read_releases(Connection& db);
std::optional<ReleaseRow> read_release(Connection& db, std::string_view id);
std::optional<ReleaseRow> read_release_of_period(Connection& db, std::string_view period);

}  // namespace raccordo::store
