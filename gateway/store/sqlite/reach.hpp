// The records a caller may see. Used in a lease, or in the writer's jobs.
#pragma once

#include <string_view>

#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// True if the reach covers a record of that owner; a record without owner belongs to its sender.
bool is_within(Connection& db, const RecordReach& reach, std::string_view owner, std::string_view submission);

/// True if the reach covers records of that key (`records.key_owner`). Only a key that names a body is looked
/// at: records of bodies stored before it did are found by their Comune.
bool reaches_key(const RecordReach& reach, std::string_view key);

/// The body that a key names; "" if it names none.
std::string body_of_key(std::string_view key);

}  // namespace raccordo::store
