// The identity of a store: its random name and number of commits, kept in the file `<store>.identity` beside
// it. A store that is missing, has another name, or has fewer commits than the file says (an older copy, a
// lost write-ahead log) is not opened without an explicit reason. The file is written after a commit is
// durable, within seconds and when the store is closed: it may be behind the store, but never ahead of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/chains/audit_chain.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct StoreMark {
  std::string identity;  ///< random, created with the store
  std::int64_t commits = 0;
  AuditHead ledger, audit;  ///< number and hash of the last row; number 0: none
  bool operator==(const StoreMark& other) const;
};

/// The identity file beside the store in `file`; nothing if there is none. Throws base::SystemFault if it is
/// damaged.
std::optional<StoreMark> read_mark(const std::string& file);
/// Replaces it as a whole, and returns once that is durable.
void write_mark(const std::string& file, const StoreMark& mark);

/// The progress of the store.
StoreMark mark_of(Connection& db);
/// Counts the commit of an open transaction and returns its number. `last`: of the commit before, by this
/// program. Throws base::SystemFault if the store has forgotten earlier ones: it was replaced by an older
/// copy, or the connection leads to a server that lags behind.
std::int64_t count_commit(Connection& db, std::int64_t last);
/// What is wrong with the store in `place` compared with `kept`: one or two sentences that say what to do.
/// Nothing if it is the same store with at least as many commits. Reads only its own row.
std::optional<std::string> differs(const StorePlace& place, Connection& db, const StoreMark& kept);

}  // namespace raccordo::store
