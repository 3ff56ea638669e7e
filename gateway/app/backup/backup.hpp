// Backups of the store: made while the gateway runs, checked, and put back. Called by the verbs `backup` and
// `restore`. Errors: base::SystemFault; BrokenFile for a file that cannot be used.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "app/backup/journal.hpp"
#include "app/backup/sealed_file.hpp"
#include "app/backup/temporary_store.hpp"
#include "store/interface/store_place.hpp"

namespace raccordo::app {

/// Reports the progress of one step in bytes.
using BackupProgress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t all)>;

/// What a backup contains.
struct BackupContents {
  SealedFileHead head;
  JournalHead journal;  ///< at that time; without an id: there was none
  std::uint64_t bytes = 0;
};

/// Writes a backup of the store into the new file. The store may be in use. That of PostgreSQL is read in one
/// state and becomes a file of SQLite in the backup, so either may be restored. The key must have the sealer,
/// for the journal.
BackupContents make_backup(const store::StorePlace& store, const std::filesystem::path& file,
                           const SealedFileKey& key, const BackupProgress& progress);

/// The same of a store with the schema of an older version, as it is, before it is changed. Nobody else may
/// be using it. `file` gets the version at its end: `<store>.schema-23.backup`; another number if there is
/// one already. Returns its name.
std::filesystem::path back_up_older_store(const std::filesystem::path& store, std::int64_t version,
                                          const privacy::Sealer& sealer);

/// Writes the store of a backup into a new file (mode 0600), and checks it: digest, then its inner structure.
/// Throws, with nothing left, if something is wrong.
BackupContents extract_backup(const std::filesystem::path& file, const std::filesystem::path& store,
                              const SealedFileKey& key, const BackupProgress& progress);

}  // namespace raccordo::app
