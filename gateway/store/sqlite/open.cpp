#include "store/sqlite/open.hpp"

#include <filesystem>
#include <string>

#include "base/ulid.hpp"
#include "store/interface/unfinished_copy.hpp"
#include "store/sqlite/care.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_open.hpp"
#include "store/sqlite/store_identity.hpp"

namespace raccordo::store {
namespace {

/// WAL with a flush at each commit; the writer may cache 16 MiB of pages
/// (older ones are in the system's file cache).
constexpr const char* kWriterPragmas =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
    "PRAGMA temp_store = MEMORY";

void check_identity(const StoreOptions& options) {
  const auto kept =
      options.identity == StoreOptions::Identity::must_fit ? read_mark(options.place.file) : std::nullopt;
  if (!kept) return;
  std::error_code ignored;
  if (std::filesystem::file_size(options.place.file, ignored) == 0 || ignored) {
    throw base::SystemFault(*stored_identity_fault(options.place));
  }
  Connection db(options.place.file, OpenMode::read_write);
  if (const auto wrong = differs(options.place, db, *kept)) throw base::SystemFault(*wrong);
}

/// New ids sort after stored ones.
void raise_ids(Connection& db) {
  const auto raise = [&](Sql sql) {
    auto query = db.query(sql);
    if (query.step()) base::program_ulids().raise(query.text(0));
  };
  raise("SELECT max(id) FROM submissions");
  raise("SELECT max(id) FROM releases");
  raise("SELECT max(id) FROM replays");
}

/// An existing store is migrated only by the holder of its claim, who has made a backup: a gateway of an
/// older version may be using it.
void migrate_claimed(Connection& db, const StoreOptions& options) {
  if (options.claim == nullptr && older_schema(db)) {
    throw base::SystemFault(
        "database: the store has the schema of an older version: start `raccordo serve` once, which makes a "
        "backup and brings it to this version; nothing was changed");
  }
  migrate(db, sqlite_schema());
}

}  // namespace

std::unique_ptr<Connection> open_writer(const StoreOptions& options) {
  if (options.identity != StoreOptions::Identity::of_copy) {
    if (const auto wrong = fault_of_copy(options.place)) throw base::SystemFault(*wrong);
    if (const auto wrong = fault_of_moved(options.place)) throw base::SystemFault(*wrong);
  }
  if (options.place.is_postgres()) {
    auto connection = open_postgres_writer(options);
    raise_ids(*connection);
    return connection;
  }
  check_identity(options);
  auto connection = std::make_unique<Connection>(options.place.file, OpenMode::read_write);
  // Before the migration: a table that it replaces leaves nothing readable behind.
  connection->execute("PRAGMA secure_delete = ON");
  migrate_claimed(*connection, options);
  connection->execute(kWriterPragmas);
  if (options.max_pages > 0) {
    connection->execute(("PRAGMA max_page_count = " + std::to_string(options.max_pages)).c_str());
  }
  raise_ids(*connection);
  return connection;
}

}  // namespace raccordo::store
