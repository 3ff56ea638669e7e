// The state of a record for readers: the state of the stored content, and separately the last sending if it
// was rejected. Read by SqliteStore and SqliteHeldRecords in a lease.
#pragma once

#include <optional>
#include <string_view>

#include "store/interface/case_store.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::optional<RecordState> read_record(Connection& db, std::string_view source, std::string_view record_id,
                                       const RecordReach& reach);
/// The state of one record by its number.
std::optional<RecordState> read_state(Connection& db, std::int64_t record, const RecordReach& reach);
Page<RecordState> read_records(Connection& db, std::string_view source, std::optional<base::Instant> since,
                               std::size_t limit, std::string_view cursor, const RecordReach& reach);

}  // namespace raccordo::store
