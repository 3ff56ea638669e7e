// The connection string of PostgreSQL (libpq's PQconninfoParse), checked before anything connects with it: it
// may contain a password, which no message may name. Called by PgSession and store/open/postgres_string.hpp.
#pragma once

#include <string>

namespace raccordo::store {

/// Nothing, or what is wrong with the connection string, without quoting it.
std::string fault_of_conninfo(const std::string& conninfo);

/// Whether a well-formed one has a password, of the role or of the client's key.
bool conninfo_has_password(const std::string& conninfo);

}  // namespace raccordo::store
