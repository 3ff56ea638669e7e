// The identity of a store: which one it is and how far it has come, kept in the file `<store>.identity`
// beside it. A store that is missing, is another one, or has fewer commits than the file says (an older copy,
// a lost write-ahead log) is never opened as if nothing had happened. The file is written after a commit is
// durable, at most some seconds later and when the store is closed: so it may be behind the store, and never
// before it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "store/chains/audit_chain.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

struct StoreMark {
  std::string identity;  ///< random, made with the store
  std::int64_t commits = 0;
  AuditHead ledger, audit;  ///< number and hash of the last row; number 0: none
  bool operator==(const StoreMark& other) const;
};

/// The mark kept beside the store in `file`; nothing if there is none. Throws base::SystemFault if it is
/// damaged.
std::optional<StoreMark> read_mark(const std::string& file);
/// Replaces it whole, and returns once that is durable.
void write_mark(const std::string& file, const StoreMark& mark);

/// How far the store has come.
StoreMark mark_of(Connection& db);
/// What is wrong with the store in `file` if `kept` was written of it: one or two sentences that say what to
/// do. Nothing if it is the same store and at least as far. Looks at no content but its own row.
std::optional<std::string> differs(const std::string& file, Connection& db, const StoreMark& kept);

}  // namespace raccordo::store
