// The row of a record: loaded, changed and saved by apply_record, in the writer's jobs.
#pragma once

#include <string>

#include "store/settlement/settlement.hpp"
#include "store/sqlite/records.hpp"

namespace raccordo::store {

/// A record's row, as it is and then as it shall be.
struct StoredRecord {
  std::int64_t no = 0;  ///< 0: not stored yet
  model::Outcome outcome = model::Outcome::rejected;
  base::Instant version;
  std::string submission;
  std::uint64_t number = 0;
  base::Instant received_at;
  std::int64_t seq = 0;
  std::string owner;
  KnownRecord known;
};

/// What a sending brings, to be compared with what is held.
HeldContent content_of(const ApplyScope& scope, const PreparedRecord& record);

/// By source and id; where the owner is part of the key, by owner too: a row that was written before it was
/// counts for its owner.
StoredRecord load_row(ApplyScope& scope, const PreparedRecord& record);
/// Inserts the row if it is new.
void save_row(ApplyScope& scope, StoredRecord& stored, const PreparedRecord& record);
/// The number of Replays::written for what this transaction accepts; drawn when the first record is.
std::int64_t written_by(ApplyScope& scope);
/// Notes which sending brought the accepted content.
void note_accepted(ApplyScope& scope, std::int64_t no, std::uint64_t number);

}  // namespace raccordo::store
