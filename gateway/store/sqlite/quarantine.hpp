// What waits for a mapping: sealed bodies, the codes they wait for, and the worklist made of them. Written by
// apply and retention, read by SqliteStore.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/stored.hpp"
#include "store/settlement/settlement.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// A waiting row's record and source, by number.
struct WaitingKey {
  std::int64_t record = 0, source = 0;
};
/// Whether this content waits already, and since then.
enum class FirstSeen { now, kept };

/// Replaces what waits of the record; it keeps its quarantine id.
void write_waiting(Connection& db, const WaitingKey& key, const SubmissionRow& submission,
                   const PreparedRecord& record, FirstSeen first_seen);

std::vector<WorklistRow> read_worklist(Connection& db);
/// By id; all sources if `source` is empty.
Page<QuarantineRow> read_quarantine(Connection& db, std::string_view source, std::size_t limit,
                                    std::string_view cursor);
/// What an administrator decides on: the content that awaits, and in whose place it would come ("": nothing
/// is held). QuarantineRow::content and Decision::content of what awaits a decision.
base::Digest sight_of(const base::Digest& content, std::string_view held_by);
/// Whether a newer version is held of the record, accepted or waiting, than what claims its place.
bool is_overtaken(Connection& db, std::int64_t record, const HeldContent& claim);
std::optional<QuarantineRow> read_quarantined(Connection& db, std::int64_t id);

}  // namespace raccordo::store
