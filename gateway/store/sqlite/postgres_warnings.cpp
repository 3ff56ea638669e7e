#include "store/sqlite/postgres_warnings.hpp"

#include <array>

namespace raccordo::store {
namespace {

struct Look {
  Sql sql;  ///< one row with a number: not 0 if the sentence holds
  const char* words;
};

const std::array kLooks{
    Look{"SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
         "the gateway connects to PostgreSQL as a superuser, who can change the ledger of releases and read "
         "other databases: use a role with the rights of docs/storage.md"},
    Look{"SELECT count(*) FROM pg_class JOIN pg_roles ON rolname = current_user WHERE relkind = 'r' AND"
         " relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))"
         " AND NOT rolsuper AND pg_has_role(relowner, 'MEMBER')",
         "the role of the gateway owns the tables of the store, or is a member of the role that does, so it "
         "can change the ledger of releases: use a second role with the rights of docs/storage.md"},
    Look{"SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relpersistence <> 'p' AND relnamespace ="
         " (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('store_schema'))",
         "tables of the store are UNLOGGED: a crash of PostgreSQL empties them. ALTER TABLE ... SET LOGGED"},
    Look{"SELECT NOT current_setting('fsync')::boolean",
         "PostgreSQL has fsync = off: after a power cut it may have lost or damaged what was acknowledged. "
         "Switch it on"},
    Look{"SELECT NOT current_setting('full_page_writes')::boolean",
         "PostgreSQL has full_page_writes = off: after a power cut pages may be damaged, unless its disk "
         "writes whole pages. Switch it on"},
    Look{"SELECT count(*) FROM pg_settings WHERE name = 'synchronous_commit'"
         " AND reset_val IN ('off', 'local')",
         "synchronous_commit is off or local for the role of the gateway: its sessions set it to on, so "
         "nothing acknowledged is lost, but other programs that write here may lose what they did"}};

}  // namespace

std::vector<std::string> postgres_warnings(Connection& db) {
  std::vector<std::string> found;
  for (const auto& look : kLooks) {
    auto query = db.query(look.sql);
    if (query.step() && query.integer(0) != 0) found.emplace_back(look.words);
  }
  return found;
}

}  // namespace raccordo::store
