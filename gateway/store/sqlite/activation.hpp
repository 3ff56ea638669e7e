// Putting a version of a table in force, with everything that follows from it, in one transaction; and what
// can be said beforehand of the records that wait.
#pragma once

#include "store/interface/replays.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Replays::activate within the caller's transaction.
ActivationOutcome activate_version(Connection& db, const Activation& activation);

Replays::WaitingCounts read_waiting_counts(Connection& db, std::string_view source, std::string_view table,
                                           const std::vector<std::string>& codes);
std::vector<Replays::WaitingCode> read_waiting_codes(Connection& db, std::string_view source,
                                                     std::string_view table,
                                                     const std::vector<std::string>& codes,
                                                     std::size_t limit);

}  // namespace raccordo::store
