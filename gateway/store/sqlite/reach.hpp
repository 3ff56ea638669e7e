// The records a caller may see. Used in a lease, or in the writer's jobs.
#pragma once

#include <string_view>

#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// True if the reach covers a record of that owner; a record without owner belongs to its sender.
bool is_within(Connection& db, const RecordReach& reach, std::string_view owner, std::string_view submission);

}  // namespace raccordo::store
