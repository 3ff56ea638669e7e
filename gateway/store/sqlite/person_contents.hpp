// What the store holds of one person: of each record the person's contents only, and the rest of the tables.
// Called by SqliteHeldRecords in a lease.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/held_records.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Whose contents are read: of these persons and Comuni.
struct PersonReach {
  const std::vector<base::Digest>& pseudonyms;
  const model::Comuni& comuni;
};

/// A record by its number (below 0: an anonymous fact); nothing if it has no content within the reach.
std::optional<HeldRecord> read_contents(Connection& db, std::int64_t record, const PersonReach& reach);
/// See HeldRecords::trail_of.
PersonTrail read_trail(Connection& db, const std::vector<base::Digest>& pseudonyms);

}  // namespace raccordo::store
