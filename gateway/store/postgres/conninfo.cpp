#include "store/postgres/conninfo.hpp"

#include <libpq-fe.h>

#include <string_view>

namespace raccordo::store {

std::string fault_of_conninfo(const std::string& conninfo) {
  constexpr const char* kForm =
      "must be a connection string of PostgreSQL, such as host=db.example dbname=raccordo";
  if (conninfo.find_first_not_of(" \t\r\n") == std::string::npos) return kForm;
  char* words = nullptr;
  auto* const parsed = PQconninfoParse(conninfo.c_str(), &words);
  PQfreemem(words);  // they may quote a password
  if (!parsed) return kForm;
  // The rest of a password would be taken for a host, a port or a database, and named in messages.
  bool cut_password = false;
  for (const auto* each = parsed; each->keyword; ++each) {
    const std::string_view key(each->keyword), value(each->val ? each->val : "");
    if (key == "host") cut_password |= value.find('@', 1) != std::string_view::npos;
    if (key == "port") cut_password |= value.find_first_not_of("0123456789,") != std::string_view::npos;
    if (key == "dbname") cut_password |= value.find('@') != std::string_view::npos;
  }
  PQconninfoFree(parsed);
  return cut_password
             ? "has an @, / or : in its password: write %40, %2F or %3A for it, or keep the password in a "
               "passfile"
             : "";
}

bool conninfo_has_password(const std::string& conninfo) {
  auto* const parsed = PQconninfoParse(conninfo.c_str(), nullptr);
  bool found = false;
  for (const auto* each = parsed; each && each->keyword; ++each) {
    const std::string_view key(each->keyword);
    found |= (key == "password" || key == "sslpassword") && each->val && *each->val != '\0';
  }
  PQconninfoFree(parsed);
  return found;
}

}  // namespace raccordo::store
