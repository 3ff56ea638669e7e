// Waiting records: sealed fields, the codes they wait for, and the worklist. Written by apply and retention,
// read by SqliteStore.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/quarantine.hpp"
#include "store/interface/stored.hpp"
#include "store/settlement/settlement.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// A waiting row's record and source, by number; whether the record was stored before.
struct WaitingKey {
  std::int64_t record = 0, source = 0;
  bool is_new = false;
};
/// Whether this content already waits, and since when.
enum class FirstSeen { now, kept };

/// Replaces the waiting content of the record; it keeps its quarantine id.
void write_waiting(Connection& db, const WaitingKey& key, const SubmissionRow& submission,
                   const PreparedRecord& record, FirstSeen first_seen);

std::vector<WorklistRow> read_worklist(Connection& db);
/// By id.
Page<QuarantineRow> read_quarantine(Connection& db, const QuarantineFilter& filter, std::size_t limit,
                                    std::string_view cursor);
/// The digest that a takeover decision is bound to: the content, and the owner that it would replace ("":
/// nothing is stored). Used for QuarantineRow::content and Decision::content.
base::Digest sight_of(const base::Digest& content, std::string_view held_by);
/// True if a newer version of the record is stored, accepted or waiting, than the content to be accepted.
bool is_overtaken(Connection& db, std::int64_t record, const HeldContent& claim);
std::optional<QuarantineRow> read_quarantined(Connection& db, std::int64_t id);

}  // namespace raccordo::store
