// Opens a store in PostgreSQL for its writer: the claim of a gateway, the schema, the rights of the role, and
// whether it is the store of the identity file. Called by open_writer and by checks.
#pragma once

#include <memory>

#include "store/interface/store_options.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Throws base::SystemFault, with what to do; then nothing was changed. A gateway (`options.claim`) holds a
/// lock of the session: while it runs, no other one is served by the database, from whatever machine; of
/// several nodes, no other one of its name, and none that is to serve alone. On each new connection the lock
/// is taken again, and it is checked that it leads to the same store.
std::unique_ptr<Connection> open_postgres_writer(const StoreOptions& options);

/// On each new connection: throws base::SystemFault if it leads to another store than the identity file says,
/// or to an older state of it, as after a failover to a server that lags behind.
void watch_identity(PgSession& session, const StorePlace& place);

/// Locks the database against every gateway, until the connection ends; false if one runs.
bool try_sole_claim(Connection& db);

/// Throws base::SystemFault if PostgreSQL cannot be asked.
bool postgres_store_exists(const StorePlace& place);

}  // namespace raccordo::store
