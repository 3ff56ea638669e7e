// Moves a whole store from a file of SQLite to PostgreSQL or back: all rows of all tables in one transaction,
// then read again and compared; or copies one into a file, for a backup. Called by app/backup. Threads: one
// at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "store/interface/store_claim.hpp"
#include "store/interface/store_place.hpp"

namespace raccordo::store {

struct TransferOrder {
  StorePlace from, to;
  const StoreClaim* from_claim = nullptr;
  const StoreClaim* to_claim = nullptr;
  /// Called for each table and every few thousand rows; `step` is `copy` or `compare`.
  std::function<void(std::string_view step, std::uint64_t rows, std::uint64_t all)> at;
};

struct Transferred {
  std::uint64_t tables = 0, rows = 0;
};

/// The target must be unused: no file, or a database whose store never had a record, an audit entry or a
/// release. Both claims are held by the caller, and nobody else writes the source. Throws base::SystemFault
/// with what to do; then the target is as before. Throws base::OutcomeUnknown if it is not known whether the
/// rows are there (holds_copy, handover.hpp). Afterwards both are whole stores: `hand_over` says which one is
/// used.
Transferred transfer_store(const TransferOrder& order);

/// A consistent copy of the store in the database of PostgreSQL into a file of SQLite that does not exist
/// yet, while gateways work on it: no claim is needed, and nothing is handed over. Throws base::SystemFault;
/// what was copied is then incomplete. The caller removes it.
Transferred export_store(const StorePlace& from, const std::string& file,
                         const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& at);

}  // namespace raccordo::store
