// Putting a backup back: into an empty place, with the acts and releases of the journal repeated before
// anybody can use the store. Called by the verbs `restore` and `release import-ledger`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/backup/backup.hpp"
#include "app/rules/config.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/store_claim.hpp"

namespace raccordo::app {

struct RestoreOrder {
  std::filesystem::path file;
  std::string reason;                        ///< of the restore, for the audit
  std::string accept_lost_erasures;          ///< why acts may be missing; "": they may not
  const store::StoreClaim* claim = nullptr;  ///< of the store, held by the caller
};

struct Restored {
  BackupContents backup;
  std::uint64_t acts = 0;      ///< repeated from the journal
  std::uint64_t releases = 0;  ///< entered from the journal
  std::string warning;         ///< about the journal; "": none
  std::string lost;            ///< why the journal does not cover what was done since; "": it does
};

/// Throws BrokenFile with what to do if the backup or the journal cannot be used, or the store is there;
/// nothing is changed then. A crash leaves no store, only a file `.restoring`. With PostgreSQL the
/// database must be empty, or its store unused: its rows arrive in one transaction.
Restored restore_backup(const Config& config, const Keyring& keys, const SealedFileKey& key,
                        const RestoreOrder& order, const BackupProgress& progress);

}  // namespace raccordo::app
