// Releases outside of the store: a sealed file `releases/<row of the ledger>-<id>` of the journal for each,
// with its tables and its evidence, from which an older store gets them back. Errors: as journal.hpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/backup/sealed_file.hpp"
#include "privacy/keys.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// A release as its file has it.
struct KeptRelease {
  store::ReleaseRow row;  ///< with content
  store::LedgerEntry entry;
  std::string evidence;  ///< sealed
  bool keeps_earlier = false;
};

/// Writes the files that are missing, oldest first. A release whose evidence is part of a later one's has
/// none: it was made by a program without journal.
void keep_releases(store::CaseStore& store, const privacy::Sealer& sealer,
                   const std::filesystem::path& folder);

/// The files of a journal, by row of the ledger.
std::vector<std::filesystem::path> kept_releases(const std::filesystem::path& folder);
/// Throws BrokenFile for a file that is no release.
KeptRelease read_kept_release(const std::filesystem::path& file, const SealedFileKey& key);

/// Enters the release into a store whose ledger ends right before it. Returns what is wrong; "" if it is
/// there now, or was before. `reason`: why, for the audit.
std::string enter_kept_release(store::CaseStore& store, const KeptRelease& kept, const std::string& reason);

}  // namespace raccordo::app
