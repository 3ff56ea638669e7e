#include "store/sqlite/postgres_open.hpp"

#include <string>

#include "base/log.hpp"
#include "base/unreachable.hpp"
#include "store/interface/process_owner.hpp"
#include "store/sqlite/postgres_schema.hpp"
#include "store/sqlite/store_identity.hpp"

namespace raccordo::store {
namespace {

constexpr const char* kTryClaim = "SELECT pg_try_advisory_lock(1380139845)";
/// Whoever holds it, and since when. The rows of another role are hidden from this one unless it is
/// superuser.
constexpr const char* kHolder =
    "SELECT coalesce(a.application_name, ''), coalesce(host(a.client_addr), ''),"
    " coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ''), l.pid,"
    " coalesce(a.wait_event, '')"
    " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.classid = 0 AND l.objid = 1380139845 AND l.granted LIMIT 1";
constexpr const char* kEndOwn = "SELECT pg_terminate_backend($1::integer, 5000)";
constexpr const char* kHasStore = "SELECT to_regclass('store_state') IS NOT NULL";
constexpr const char* kIdentity = "SELECT identity, commits FROM store_state";

bool try_claim(PgSession& session) {
  auto rows = session.run(kTryClaim, {});
  return rows.next() && rows.integer(0) != 0;
}

/// After a cut, the server may still hold the lock for the former session of this very process.
void take_claim(PgSession& session) {
  if (try_claim(session)) return;
  auto rows = session.run(kHolder, {});
  if (!rows.next()) {
    if (try_claim(session)) return;
    throw base::SystemFault(
        "The store in PostgreSQL is in use by another `raccordo serve`. Stop it first; nothing was "
        "changed.");
  }
  const std::string name(rows.text(0));
  if (name == PgSession::shown_name("raccordo " + in_words(this_process()))) {
    // Ending it would show to everybody what is on this server only.
    if (rows.text(4) == "SyncRep")
      throw base::Blocked(
          "database: a commit of this gateway still waits for the synchronous standby: nothing is written "
          "before it answers, or synchronous_standby_names no longer names it");
    PgValues former;
    former.add(rows.integer(3));
    session.run(kEndOwn, former);
    if (try_claim(session)) return;
  }
  const std::string from(rows.text(1));
  const std::string since(rows.text(2));
  throw base::SystemFault("The store in PostgreSQL is in use by another `raccordo serve`" +
                          (name.empty() ? "" : ": " + name) + (from.empty() ? "" : " from " + from) +
                          (since.empty() ? "" : " since " + since) + ". Stop it first; nothing was changed.");
}

/// Of a running program: its store is no longer where it was.
void refuse_other_store(PgSession& fresh, const StorePlace& place) {
  const auto kept = read_mark(place.file);
  if (!kept) return;
  auto has = fresh.run(kHasStore, {});
  if (!has.next() || has.integer(0) == 0)
    throw base::ServerRefuses("database: the connection leads to a database that has no store: " +
                              fresh.whereabouts());
  auto rows = fresh.run(kIdentity, {});
  const bool is_it = rows.next() && rows.text(0) == kept->identity;
  if (is_it && rows.integer(1) >= kept->commits) return;
  throw base::ServerRefuses(std::string("database: the connection leads to ") +
                            (is_it ? "an older state of the store" : "another store") +
                            " than before: nothing more is read or written. Stop the gateway, put the right "
                            "database in its place, and "
                            "start it");
}

void check_identity_in(const StoreOptions& options, Connection& db) {
  if (options.identity != StoreOptions::Identity::must_fit) return;
  const auto kept = read_mark(options.place.file);
  if (!kept) return;
  if (const auto wrong = differs(options.place, db, *kept)) throw base::SystemFault(*wrong);
}

}  // namespace

std::unique_ptr<Connection> open_postgres_writer(const StoreOptions& options) {
  auto connection = std::make_unique<Connection>(options.place, OpenMode::read_write);
  auto& session = *connection->session();
  const bool claims = options.claim != nullptr;
  session.when_connected([claims](PgSession& fresh) {
    if (claims) take_claim(fresh);
  });
  check_identity_in(options, *connection);
  session.wait_at_most(std::chrono::seconds(0));  // a migration may take its time
  migrate_postgres(*connection);
  session.wait_at_most(PgSession::kMostOfWriter);
  check_whole(*connection);
  check_rights(*connection);
  if (claims && session.is_superuser()) {
    base::log(base::LogLevel::warn, "store-role-superuser",
              {{base::LogField::reason, "the gateway connects to PostgreSQL as " + session.whereabouts()}});
  }
  // What was accepted is what later connections must lead to.
  if (options.identity == StoreOptions::Identity::accepted)
    write_mark(options.place.file, mark_of(*connection));
  session.when_connected([claims, place = options.place](PgSession& fresh) {
    if (claims) take_claim(fresh);
    refuse_other_store(fresh, place);
  });
  return connection;
}

void watch_identity(PgSession& session, const StorePlace& place) {
  session.when_connected([place](PgSession& fresh) { refuse_other_store(fresh, place); });
}

bool postgres_store_exists(const StorePlace& place) {
  Connection db(place, OpenMode::read_only);
  return postgres_version(db) > 0;
}

}  // namespace raccordo::store
