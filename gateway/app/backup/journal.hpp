// The journal: what a restored backup must repeat, kept in a folder outside of the store: acts (keepsakes of
// the store: erasures, restrictions, publications) line by line, and a file for each release. Everything is
// sealed with the sealing key, and the lines are chained, so that none can be changed or left out. Whoever
// changes the store calls keep_journal afterwards; serve, housekeeping and backups call it as well, so that
// what a crash left open is caught up. Errors: base::SystemFault; BrokenFile for a journal that was changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "privacy/keys.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// The folder `journal` beside the store.
std::filesystem::path journal_of(const std::filesystem::path& store);

/// The last line of a journal. `hash` is the SHA-256 (hex) of the line.
struct JournalHead {
  std::string id;  ///< of the journal, random
  std::int64_t n = 0;
  std::string hash;
};

struct JournalActs {
  JournalHead head;
  std::vector<store::Keepsake> acts;                         ///< all, in order
  std::vector<std::pair<std::int64_t, std::string>> hashes;  ///< number and hash of each line
  bool is_cut = false;                                       ///< a last line without its end was left out
};

/// Everything in the journal, with its chain checked; nothing if there is no journal.
std::optional<JournalActs> read_journal(const std::filesystem::path& folder, const privacy::Sealer& sealer);

/// The number of its last whole line, 0 if there is none yet; nothing if there is no journal.
std::optional<std::int64_t> newest_act(const std::filesystem::path& folder);

/// Copies what the store has and the journal has not, and returns once that is durable: acts, then releases.
/// Makes the journal if there is none. Returns its head. Programs take turns. Threads: any.
JournalHead keep_journal(store::CaseStore& store, const privacy::Sealer& sealer,
                         const std::filesystem::path& folder);

/// The same for the store in `file`, if the folder of it exists: with PostgreSQL there is no such file.
void journal_or_throw(store::CaseStore& store, const privacy::Sealer& sealer,
                      const std::filesystem::path& file);

/// The same after an act that is done, for the store in `file`: a failure is logged, and caught up later.
void try_journal(store::CaseStore& store, const privacy::Sealer& sealer, const std::filesystem::path& file);

/// When the last backup was made, for those who look after it; nothing: never, or not known.
std::optional<base::Instant> last_backup(const std::filesystem::path& folder);
void note_backup(const std::filesystem::path& folder, base::Instant at);

}  // namespace raccordo::app
