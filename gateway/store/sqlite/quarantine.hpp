// What waits for a mapping: sealed bodies, the codes they wait for, and the worklist made of them. Written by
// apply and retention, read by SqliteStore.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/stored.hpp"
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
std::optional<QuarantineRow> read_quarantined(Connection& db, std::int64_t id);

}  // namespace raccordo::store
