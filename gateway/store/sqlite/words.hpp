// What SQLite reports, in words for the operator. The number of the fault stays with them for the log.
#pragma once

#include <string>

namespace raccordo::store {

/// `code` is an extended result code of SQLite.
std::string sqlite_words(int code);

}  // namespace raccordo::store
