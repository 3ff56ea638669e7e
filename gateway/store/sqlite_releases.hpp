// Releases and the mapping tables in force. Writing functions run in the writer's jobs, reading ones in a
// lease.
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

/// Puts this version in force in place of the one before.
void write_active_table(Connection& db, const TableVersionRow& row);
std::vector<TableVersionRow> read_active_tables(Connection& db);

}  // namespace raccordo::store
