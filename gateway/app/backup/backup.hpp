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

namespace raccordo::app {

/// Reports the progress of one step in bytes.
using BackupProgress = std::function<void(std::string_view step, std::uint64_t done, std::uint64_t all)>;

/// What a backup contains.
struct BackupContents {
  SealedFileHead head;
  JournalHead journal;  ///< at that time
  std::uint64_t bytes = 0;
};

/// Writes a backup of the store into the new file. The store may be in use. The key must have the sealer, for
/// the journal.
BackupContents make_backup(const std::filesystem::path& store, const std::filesystem::path& file,
                           const SealedFileKey& key, const BackupProgress& progress);

/// Writes the store of a backup into a new file (mode 0600), and checks it: digest, then its inner structure.
/// Throws, with nothing left, if something is wrong.
BackupContents extract_backup(const std::filesystem::path& file, const std::filesystem::path& store,
                              const SealedFileKey& key, const BackupProgress& progress);

}  // namespace raccordo::app
