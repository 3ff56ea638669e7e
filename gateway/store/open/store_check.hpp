// Checks of a store without opening it for work: whether it matches its identity file, and with
// which keys it was written. Used by `serve` before it opens the store, and by `check`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/interface/credentials.hpp"
#include "store/interface/store_place.hpp"

namespace raccordo::store {

/// Why this program can use the store for nothing, whatever reason is given: a copy into it is not finished,
/// it was copied and is no longer the store, or a newer or another program wrote the file. Nothing if it can.
/// Throws base::SystemFault if the file cannot be read.
std::optional<std::string> unusable(const StorePlace& place);

/// What is wrong, in sentences that say what to do: a missing store, another store, an older copy, a lost
/// write-ahead log, a ledger or an audit with another last row (store/sqlite/store_identity.hpp). Nothing if
/// everything matches, or if there is neither store nor identity yet. Changes nothing. Throws
/// base::SystemFault if the files cannot be read, or if PostgreSQL cannot be used.
std::optional<std::string> identity_fault(const StorePlace& place);

/// The check values of the keys that the store was written with; nothing if there is no store or it was
/// written before there were any. Throws base::SystemFault if it cannot be read.
std::optional<KeyChecks> read_key_checks(const StorePlace& place);

/// The schema version of a store in a file if it is older than this program's: opening it with a claim
/// changes it. Nothing for a store in PostgreSQL, whose backups are its own. Throws base::SystemFault if it
/// cannot be read.
std::optional<std::int64_t> older_schema_of(const StorePlace& place);

/// What an operator should change about a server that works, in sentences without a full stop at the end: a
/// role that may do too much, a server that may lose what it acknowledged; a file with the schema of an older
/// version. Throws base::SystemFault if the store cannot be asked.
std::vector<std::string> store_warnings(const StorePlace& place);

/// Whether there is a store. Throws base::SystemFault if PostgreSQL cannot be asked.
bool store_exists(const StorePlace& place);

}  // namespace raccordo::store
