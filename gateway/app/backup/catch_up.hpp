// A store that is older than its journal: a copy of the file or of the database was put back without
// `raccordo restore`, and the operator accepted it (`serve --accept-older-store`). Before the gateway uses
// it, what the journal has is repeated, so that nobody who was erased comes back and no release is forgotten.
// Called by `serve` at each start, also after a crash while it was repeated.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "app/backup/repeat_acts.hpp"

namespace raccordo::app {

struct CaughtUp {
  Repeated repeated;
  std::string lost;  ///< why the journal does not cover all that was done since; "": it does
};

/// `unreadable` is logged with its reason.
enum class JournalState : std::uint8_t { missing, readable, unreadable };
JournalState state_of_journal(const std::filesystem::path& journal);

/// Whether the journal has acts that the store does not know; false if it cannot be read.
bool is_behind_its_journal(store::CaseStore& store, const std::filesystem::path& journal);

/// Repeats them, and audits that with the operator's reason. What is lost leaves a gap in the ledger. The
/// caller has the claim of the store, which is closed. Throws BrokenFile if the store cannot be opened or the
/// journal cannot be read; then nothing is repeated, and nobody may use the store.
CaughtUp catch_up(const Config& config, const StoreAccess& access, const std::string& reason);

}  // namespace raccordo::app
