#include "store/sqlite/postgres_open.hpp"

#include <string>

#include "base/log.hpp"
#include "base/unreachable.hpp"
#include "store/interface/process_owner.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/postgres_schema.hpp"
#include "store/sqlite/store_identity.hpp"

namespace raccordo::store {
namespace {

constexpr const char* kTryClaim = "SELECT pg_try_advisory_lock(1380139845)";
/// Of several nodes: each of them shares the claim, and has its name for itself.
constexpr const char* kTryShare = "SELECT pg_try_advisory_lock_shared(1380139845)";
constexpr const char* kTryName = "SELECT pg_try_advisory_lock(1380139846, hashtext($1))";
constexpr const char* kHolderOfName =
    "SELECT coalesce(a.application_name, ''), coalesce(host(a.client_addr), ''),"
    " coalesce(to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ''), l.pid,"
    " coalesce(a.wait_event, '')"
    " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.classid = 1380139846 AND l.objid::bigint = (hashtext($1)::bigint & 4294967295) AND l.granted "
    "LIMIT "
    "1";
/// A node that is frozen within a transaction must not keep the others from writing.
constexpr const char* kEndIdleWriter = "SET idle_in_transaction_session_timeout = '10s'";
constexpr const char* kGiveClaimBack = "SELECT pg_advisory_unlock(1380139845)";
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

bool try_lock(PgSession& session, const char* sql, const PgValues& values = {}) {
  auto rows = session.run(sql, values);
  return rows.next() && rows.integer(0) != 0;
}

/// What a gateway must have, and who may have it instead.
struct Lock {
  const char *take, *holder;
  PgValues values;
  std::string words;  ///< for the fault: what is in use
};

/// After a cut, the server may still hold the lock for the former session of this very process.
void take_lock(PgSession& session, const Lock& lock) {
  if (try_lock(session, lock.take, lock.values)) return;
  auto rows = session.run(lock.holder, lock.values);
  if (!rows.next()) {
    if (try_lock(session, lock.take, lock.values)) return;
    throw base::SystemFault(lock.words + ". Stop it first; nothing was changed.");
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
    if (try_lock(session, lock.take, lock.values)) return;
  }
  const std::string from(rows.text(1));
  const std::string since(rows.text(2));
  throw base::SystemFault(lock.words + (name.empty() ? "" : ": " + name) +
                          (from.empty() ? "" : " from " + from) + (since.empty() ? "" : " since " + since) +
                          ". Stop it first; nothing was changed.");
}

void take_claim(PgSession& session, const std::string& node) {
  const std::string in_use = "The store in PostgreSQL is in use by another `raccordo serve`";
  if (node.empty()) return take_lock(session, {kTryClaim, kHolder, {}, in_use});
  take_lock(session, {kTryShare, kHolder, {}, in_use + " that is not one of several nodes"});
  PgValues name;
  name.add_text(node);
  take_lock(session, {kTryName, kHolderOfName, name, in_use + " with the same name, node " + node});
}

/// Of a writer, on each new connection.
void greet(PgSession& session, const StoreOptions& options) {
  if (options.claim != nullptr) take_claim(session, options.place.node);
  if (!options.place.node.empty()) session.execute(kEndIdleWriter);
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

/// A node of an older version may use the store: the schema is brought to this one while no other node runs.
void migrate_alone(Connection& db, const StoreOptions& options) {
  const auto version = postgres_version(db);
  const bool is_older = version > 0 && version < static_cast<std::int64_t>(postgres_schema().size());
  if (is_older && options.claim == nullptr)
    throw base::SystemFault(
        "database: the store has the schema of an older version: start `raccordo serve` once, which brings "
        "it to "
        "this version; nothing was changed");
  if (!db.is_shared() || !is_older) return migrate_postgres(db);
  if (!try_lock(*db.session(), kTryClaim))
    throw base::SystemFault(
        "The store in PostgreSQL has the schema of an older version, and other nodes use it. Stop all nodes, "
        "then start those of this version; nothing was changed.");
  migrate_postgres(db);
  db.execute(kGiveClaimBack);
}

/// Another state of the store is accepted while no node works on it.
void accept_alone(Connection& db, const StoreOptions& options) {
  const bool is_node = options.claim != nullptr && db.is_shared();
  if (is_node && !try_lock(*db.session(), kTryClaim))
    throw base::SystemFault(
        "Other nodes use the store. Stop all nodes, then start each of them with the option; nothing was "
        "changed.");
  // What was accepted is what later connections must lead to.
  write_mark(options.place.file, mark_of(db));
  if (is_node) db.execute(kGiveClaimBack);
}

}  // namespace

std::unique_ptr<Connection> open_postgres_writer(const StoreOptions& options) {
  auto connection = std::make_unique<Connection>(options.place, OpenMode::read_write);
  auto& session = *connection->session();
  const bool claims = options.claim != nullptr;
  session.when_connected([options](PgSession& fresh) { greet(fresh, options); });
  check_identity_in(options, *connection);
  session.wait_at_most(std::chrono::seconds(0));  // a migration may take its time
  migrate_alone(*connection, options);
  session.wait_at_most(PgSession::kMostOfWriter);
  check_whole(*connection);
  check_rights(*connection);
  if (claims && session.is_superuser()) {
    base::log(base::LogLevel::warn, "store-role-superuser",
              {{base::LogField::reason, "the gateway connects to PostgreSQL as " + session.whereabouts()}});
  }
  if (options.identity == StoreOptions::Identity::accepted) accept_alone(*connection, options);
  session.when_connected([options](PgSession& fresh) {
    greet(fresh, options);
    refuse_other_store(fresh, options.place);
  });
  return connection;
}

bool try_sole_claim(Connection& db) { return try_lock(*db.session(), kTryClaim); }

void watch_identity(PgSession& session, const StorePlace& place) {
  session.when_connected([place](PgSession& fresh) { refuse_other_store(fresh, place); });
}

bool postgres_store_exists(const StorePlace& place) {
  Connection db(place, OpenMode::read_only);
  return postgres_version(db) > 0;
}

}  // namespace raccordo::store
