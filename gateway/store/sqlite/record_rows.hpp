// The row of a record: loaded, changed and saved by apply_record, in the writer's jobs.
#pragma once

#include <cstdint>
#include <vector>

#include "store/sqlite/records.hpp"
#include "store/sqlite/stored_record.hpp"

namespace raccordo::store {

/// The content of a sending, to be compared with the stored one.
HeldContent content_of(const ApplyScope& scope, const PreparedRecord& record);

/// Asks at once what the store has of these records (Foresight). Does nothing where a question costs little:
/// with SQLite, and for a few records.
void look_ahead(ApplyScope& scope, const std::vector<PreparedRecord>& records);

/// By source and id, and by owner or body if it is part of the key: a row written before that counts for its
/// owner, or for the body of its content.
StoredRecord load_row(ApplyScope& scope, const PreparedRecord& record);
/// Whether the record is the sending that brought the accepted content, which is then stored too.
enum class Brings : std::uint8_t { nothing, accepted };
/// Inserts the row if it is new.
void save_row(ApplyScope& scope, StoredRecord& stored, const PreparedRecord& record, Brings brings);
/// The number of Replays::written for what this transaction accepts; drawn when the first record is.
std::int64_t written_by(ApplyScope& scope);

}  // namespace raccordo::store
