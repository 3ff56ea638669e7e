// What PostgreSQL says about a failure: the kinds of its SQLSTATE, and its words where they tell no value.
// Used by PgSession.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::store {

/// Without line breaks; the server's words about the connection name host, role and database, never a
/// password.
std::string one_line(std::string_view text);

/// Words of the server that contain no value: about our own schema, its rights and its state.
bool tells_no_value(std::string_view state);

/// A lock was not given in time, or the server ended the statement.
bool is_blocked(std::string_view state);

/// Rights, tables, columns and functions that are missing; a server that may not be written.
bool is_refusal(std::string_view state);

/// The connection ends.
bool is_away(std::string_view state);

}  // namespace raccordo::store
