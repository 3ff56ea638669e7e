// Where a record of a body comes from: the transfers that the body accepted for the same person
// (docs/exchange.md#origin). Noted when such a record arrives after the transfer was sent, whichever of
// arrival and acceptance is first. Writing functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <string_view>
#include <vector>

#include "store/interface/held_records.hpp"
#include "store/interface/submissions.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Of the records that a document brought; `source` as the store numbers it.
void note_origins(Connection& db, std::int64_t source, const ApplyRequest& request,
                  const std::vector<AppliedRecord>& applied);
/// Of the records that the recipient of an accepted transfer has sent since it was sent.
void note_origins_of(Connection& db, std::string_view exchange);
/// In the order of sending.
std::vector<RecordOrigin> read_origins(Connection& db, std::int64_t record);
void erase_origins_of(Connection& db, const base::Digest& pseudonym);

}  // namespace raccordo::store
