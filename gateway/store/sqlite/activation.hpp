// Activation of a table version with all its consequences, in one transaction; and the counts of waiting
// records beforehand.
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
