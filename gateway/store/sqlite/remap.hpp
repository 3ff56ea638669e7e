// Stored records whose meaning changes under the tables in force: reading their bodies, replacing their
// meaning, and the list of records that were stored while a version was activated. Functions that change
// something run in the writer's jobs.
#pragma once

#include <vector>

#include "store/interface/replays.hpp"
#include "store/interface/submissions.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::vector<StoredBody> read_bodies_after(Connection& db, std::string_view source, std::int64_t after,
                                          std::size_t limit);
/// Replays::written and written_since.
std::int64_t read_written(Connection& db);
WrittenSince read_written_since(Connection& db, std::string_view source, std::int64_t mark,
                                std::size_t limit);
/// The records that a task still has to process.
std::vector<StoredBody> read_bodies_of(Connection& db, std::string_view task, std::size_t limit);

/// Replays::apply of a piece of stored records, within the caller's transaction.
bool apply_remap(Connection& db, CodeDictionary& codes, const RemapPiece& piece);
/// Replaces the meaning of one record; false if its content has changed since.
bool replace_body(Connection& db, CodeDictionary& codes, const RemappedBody& item, base::Instant now);

/// True if another version of one of the source's tables was activated since that generation.
bool is_overtaken(Connection& db, std::string_view source, std::int64_t generation);
/// The record will be mapped again with the tables in force.
void note_overtaken(Connection& db, std::int64_t record);
/// Lists the records of a submission that were mapped with tables that are no longer in force.
void note_overtaken(Connection& db, std::int64_t source, const ApplyRequest& request,
                    const std::vector<AppliedRecord>& applied);
std::vector<OvertakenRecord> read_overtaken(Connection& db, std::size_t limit);
bool apply_overtaken(Connection& db, CodeDictionary& codes, const OvertakenPiece& piece);

}  // namespace raccordo::store
