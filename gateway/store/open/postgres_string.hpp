// The value of `store.postgres`, checked without connecting. Called when the configuration is read.
#pragma once

#include <string>

namespace raccordo::store {

/// "", or what is wrong with a connection string of PostgreSQL, without quoting it.
std::string fault_of_postgres(const std::string& conninfo);

/// Whether a well-formed connection string has a password in it.
bool holds_password(const std::string& conninfo);

}  // namespace raccordo::store
