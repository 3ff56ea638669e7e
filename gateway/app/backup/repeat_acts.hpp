// Repeating what the journal has and an older store has not: acts and releases. Used when a backup is
// restored (restore.hpp) and when the gateway finds a store that is older than its journal (catch_up.hpp).
// The caller is alone with the store. Errors: base::SystemFault.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/rules/config.hpp"
#include "app/rules/installation.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct Repeated {
  std::uint64_t acts = 0, releases = 0;
};

/// Opens the store, with its pseudonyms of the newest generation of the keys. Throws BrokenFile.
std::unique_ptr<Installation> open_with_newest_keys(const Config& config, StoreAccess access);

/// Enters the releases of the journal that the ledger has not; returns what stops it, or which release of
/// `acts` has no file, "" if nothing. `reason` is for the audit.
std::string enter_releases(store::CaseStore& store, const Keyring& keys, const std::filesystem::path& journal,
                           const std::vector<store::Keepsake>& acts, const std::string& reason,
                           Repeated& out);

/// Repeats the acts with a higher number than the store knows, in one transaction.
void repeat_acts(store::CaseStore& store, const Keyring& keys, std::vector<store::Keepsake> acts,
                 Repeated& out);

/// The ledger may lack releases: new ones are refused until it is imported.
void leave_gap(store::CaseStore& store, const std::string& why);

/// Events of an older store may have been told already, and a copy for tests must call nobody.
void pause_calls(store::CaseStore& store, const std::string& why);

}  // namespace raccordo::app
