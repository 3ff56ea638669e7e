// Waiting for the answer of a server that may hang. Used by PgSession.
#pragma once

#include <chrono>
#include <cstdint>

#include "store/postgres/watch.hpp"

namespace raccordo::store {

enum class Waited : std::uint8_t {
  answered,  ///< PQgetResult gives the next result, or the failure, at once
  silent,    ///< the server answers nobody
  late       ///< it answers others; this took too long
};

/// Sends what is to be sent and reads until the next result is complete. After four seconds without a byte it
/// asks whether the server answers anybody. `most`: however alive the server is; 0: no bound. The connection
/// must be non-blocking; after `silent` and `late` it is of no use.
Waited await_answer(pg_conn* connection, PgWatch& watch, std::chrono::seconds most);

}  // namespace raccordo::store
