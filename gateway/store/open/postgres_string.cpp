#include "store/open/postgres_string.hpp"

#include "store/postgres/conninfo.hpp"

namespace raccordo::store {

std::string fault_of_postgres(const std::string& conninfo) { return fault_of_conninfo(conninfo); }

bool holds_password(const std::string& conninfo) { return conninfo_has_password(conninfo); }

}  // namespace raccordo::store
