// Texts for the operator for errors of SQLite. The error number is added for the log.
#pragma once

#include <string>

namespace raccordo::store {

/// `code` is an extended result code of SQLite.
std::string sqlite_words(int code);

}  // namespace raccordo::store
