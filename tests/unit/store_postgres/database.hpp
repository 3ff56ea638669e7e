// One server for all tests of this program, and an empty store for each of them.
#pragma once

#include <string>

#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "support/postgres_server.hpp"
#include "unit/store/lease_samples.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::store {

inline support::PostgresServer& server() {
  static support::PostgresServer server;
  return server;
}

/// The tables are made once and emptied for each test, which takes a tenth of the time.
inline void empty_the_store(const StorePlace& place) {
  Connection db(place, OpenMode::read_write);
  {
    auto query = db.query("SELECT count(*) FROM pg_class WHERE oid = to_regclass('store_schema')");
    query.step();
    if (query.integer(0) == 0) return;
  }
  db.execute(R"(DO $$ DECLARE each record; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'S') AND relname NOT IN ('store_schema', 'store_state', 'counters')
    LOOP
      IF each.relkind = 'r' THEN EXECUTE 'DELETE FROM ' || each.relname;
      ELSE PERFORM setval(each.relname::regclass, 1, false); END IF;
    END LOOP;
    UPDATE counters SET value = CASE name WHEN 'resealed' THEN 1 ELSE 0 END;
    UPDATE store_state SET identity = replace(gen_random_uuid()::text, '-', ''), commits = 0, clock = 0, probed = 0,
      ledger_gap = '';
  END $$)");
}

struct PostgresFactory {
  PostgresFactory() { empty_the_store(place()); }
  StorePlace place() const { return {folder.file(), server().conninfo()}; }
  std::unique_ptr<CaseStore> open() const { return open_store({place()}); }
  void leave_behind(const std::string& owner) const { store::leave_behind(place(), owner); }
  ScratchFolder folder;
};

}  // namespace raccordo::store
