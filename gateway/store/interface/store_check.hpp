// Is the store in a file the one that was there? Asked by `serve` before it opens it, and by `check`.
#pragma once

#include <optional>
#include <string>

namespace raccordo::store {

/// What is wrong, in sentences that say what to do: no store where one was, another store, an older copy, a
/// lost write-ahead log, a ledger or an audit whose last row is not the one that was there
/// (store_identity.hpp). Nothing if all fits, or if there is neither store nor identity yet. Changes nothing.
/// Throws base::SystemFault if the files cannot be read.
std::optional<std::string> identity_fault(const std::string& file);

}  // namespace raccordo::store
