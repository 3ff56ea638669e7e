// Repeats acts of a journal in a store from a backup. Runs in a job of the writer.
#pragma once

#include <vector>

#include "store/interface/keepsakes.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// As Keepsakes::repeat says.
void repeat_acts(Connection& db, const std::vector<Keepsake>& acts, const std::vector<AuditEvent>& events);

}  // namespace raccordo::store
