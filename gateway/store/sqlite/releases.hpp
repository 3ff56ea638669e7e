// Releases. Writing functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Inserts a RUNNING release. Returns the existing one of the same period and revision, or nothing.
std::optional<ReleaseRow> reserve_release(Connection& db, const ReleaseRow& row);
/// RUNNING becomes DONE, with digest, metadata and content. False if it was not RUNNING.
bool complete_release(Connection& db, const ReleaseRow& row);
/// RUNNING becomes REFUSED. False if it was not RUNNING.
bool refuse_release(Connection& db, std::string_view id, std::string_view reason);
/// Publishes a DONE release, once. False if it is not DONE, or public already.
bool publish_release(Connection& db, std::string_view id, base::Instant at);
/// Newest first, without content.
std::vector<ReleaseRow> read_releases(Connection& db);
std::optional<ReleaseRow> read_release(Connection& db, std::string_view id);
std::optional<ReleaseRow> read_release_of_period(Connection& db, std::string_view period);

}  // namespace raccordo::store
