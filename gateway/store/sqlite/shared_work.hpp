// Work that several nodes share on one database: whose it is, and what of a node that is gone is free for the
// others. Used within transactions of the writer, only if the connection is shared (Connection::is_shared).
#pragma once

#include <cstdint>
#include <string_view>

#include "store/interface/body_note.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Whether no node of this process has reported lately; the one that asks is there.
bool is_gone(Connection& db, std::string_view process);
/// Throws base::SystemFault if another node has taken the reserved key because this one seemed to be gone.
void check_key_is_ours(Connection& db, std::string_view client, std::string_view source,
                       std::string_view key);
/// Throws base::SystemFault unless the whole body is stored: others remove it if its receiver seemed to be
/// gone before it had a submission.
void check_body_is_here(Connection& db, std::string_view body);
/// Takes or keeps the lease of the submission for a body that is worked on, and ends it with the work. False
/// if another node works on it: nothing may be noted.
bool may_note(Connection& db, const BodyNote& note);
/// Submissions left PROCESSING by programs that are gone become FAILED, and keys that they reserved are free.
/// Returns how many submissions.
std::uint64_t recover_shared(Connection& db);

}  // namespace raccordo::store
