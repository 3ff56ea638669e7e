// Which records a caller may see. Asked in a lease, or in the writer's jobs.
#pragma once

#include <string_view>

#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Whether the reach holds a record of that owner; one without owner is its sender's.
bool is_within(Connection& db, const RecordReach& reach, std::string_view owner, std::string_view submission);

}  // namespace raccordo::store
