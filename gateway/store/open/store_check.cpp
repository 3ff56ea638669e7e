#include "store/open/store_check.hpp"

#include "store/sqlite/care.hpp"
#include "store/sqlite/credentials.hpp"

namespace raccordo::store {

std::optional<std::string> identity_fault(const std::string& file) { return sqlite_identity_fault(file); }

std::optional<KeyChecks> read_key_checks(const std::string& file) { return sqlite_key_checks(file); }

}  // namespace raccordo::store
