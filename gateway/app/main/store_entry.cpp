#include "app/main/store_entry.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/backup/backup.hpp"
#include "app/backup/catch_up.hpp"
#include "app/backup/journal.hpp"
#include "base/log.hpp"
#include "store/interface/store_options.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

/// The reason for using another store; "": none was given.
const std::string& reason_for(const Config& config, const ServeOptions& options) {
  return store::store_exists(config.place()) ? options.accept_older_store : options.new_store;
}

/// Bodies of the previous store are unknown to this one. They are moved aside.
void set_spool_aside(const Config& config) {
  const auto spool = config.sqlite.parent_path() / "spool";
  if (!std::filesystem::exists(spool) || std::filesystem::is_empty(spool)) return;
  const auto aside =
      config.sqlite.parent_path() / ("spool-set-aside-" + base::new_ulid(base::system_clock().now()));
  std::filesystem::rename(spool, aside);
  base::log(base::LogLevel::warn, "spool-set-aside", {{base::LogField::file, aside.filename().string()}});
}

base::FileFaults fault_of(const Config& config, std::string message) {
  return {{config.file.string(), 0, std::move(message)}};
}

void repeat_journal(const Config& config, const StoreAccess& access, const std::string& reason) {
  const auto done =
      catch_up(config, access, reason.empty() ? "the store was older than its journal" : reason);
  base::log(base::LogLevel::warn, "journal-repeated",
            {{base::LogField::count, static_cast<std::int64_t>(done.repeated.acts)}});
  if (!done.lost.empty())
    base::log(base::LogLevel::error, "ledger-gap", {{base::LogField::reason, done.lost}});
}

std::string unreadable(const std::filesystem::path& journal) {
  return "the journal " + journal.string() +
         " cannot be read (journal-unreadable in the log), and without it persons erased since this copy of "
         "the store come back: put its newest copy in its place. To go on without it, move that folder away; "
         "new releases are then refused until `raccordo release import-ledger`";
}

/// What the journal knows and the store does not is repeated, before anybody uses the store.
std::optional<base::FileFaults> follow_journal(const Config& config, const ServeOptions& options,
                                               StoreAccess access,
                                               std::unique_ptr<Installation>& installation) {
  if (!is_behind_its_journal(*installation->store, journal_of(config.sqlite))) return std::nullopt;
  installation.reset();
  repeat_journal(config, access, reason_for(config, options));
  access.identity = store::StoreOptions::Identity::must_fit;
  auto again = open_installation(config, access);
  if (!again) return again.error();
  installation = std::move(*again);
  return std::nullopt;
}

/// The backup of a store of an older version, made before the store is brought to the schema of this one. If
/// that does not happen, it is removed again: the store is what it was, and the next start makes one.
class BackupOfOlder {
 public:
  explicit BackupOfOlder(const Config& config) : config_(config) {}
  BackupOfOlder(const BackupOfOlder&) = delete;
  BackupOfOlder& operator=(const BackupOfOlder&) = delete;
  ~BackupOfOlder() {
    std::error_code ignored;
    if (!file_.empty() && is_still_older()) std::filesystem::remove(file_, ignored);
  }
  std::optional<base::FileFaults> make() {
    version_ = store::older_schema_of(config_.place());
    if (!version_) return std::nullopt;
    const auto keys = load_keyring(config_);
    if (!keys) return fault_of(config_, keys.error().message);
    file_ = back_up_older_store(config_.sqlite, *version_, (*keys)->sealer);
    base::log(base::LogLevel::info, "store-migrates", {{base::LogField::file, file_.filename().string()}});
    return std::nullopt;
  }

 private:
  bool is_still_older() const {
    try {
      return store::older_schema_of(config_.place()) == version_;
    } catch (const std::exception&) {
      return false;  // it cannot be read: a backup is worth its space
    }
  }
  const Config& config_;
  std::optional<std::int64_t> version_;
  std::filesystem::path file_;
};

}  // namespace

base::Result<StoreEntry, base::FileFaults> enter_store(const Config& config, const ServeOptions& options) {
  for (const auto& [option, reason] : {std::pair("--new-store", &options.new_store),
                                       std::pair("--accept-older-store", &options.accept_older_store)}) {
    if (const auto wrong = fault_in_words(option, *reason)) return fault_of(config, wrong->detail);
  }
  std::error_code ignored;
  std::filesystem::create_directories(config.sqlite.parent_path(), ignored);
  StoreEntry entry;
  auto claim = store::StoreClaim::take(config.sqlite.string(), base::system_clock().now());
  if (!claim) return fault_of(config, claim.error().message);
  entry.claim = std::move(*claim);
  // No reason helps here.
  if (auto never = store::unusable(config.place())) return fault_of(config, std::move(*never));
  StoreAccess access{entry.claim.get(), store::StoreOptions::Identity::must_fit};
  auto wrong = store::identity_fault(config.place());
  if (!wrong) wrong = fault_of_lost_store(config.place());
  const bool was_there = store::store_exists(config.place());
  auto journal = JournalState::readable;
  if (wrong) {
    if (reason_for(config, options).empty()) return fault_of(config, std::move(*wrong));
    if (was_there) journal = state_of_journal(journal_of(config.sqlite));
    // Before the store is opened, which accepts it.
    if (journal == JournalState::unreadable) return fault_of(config, unreadable(journal_of(config.sqlite)));
    entry.accepted = std::move(*wrong);
    access.identity = store::StoreOptions::Identity::accepted;
    set_spool_aside(config);
  }
  BackupOfOlder backup(config);
  if (auto fault = backup.make()) return std::move(*fault);
  auto installation = open_installation(config, access);
  if (!installation) return installation.error();
  if (journal == JournalState::missing)
    leave_gap(*(*installation)->store, "there was no journal beside an older store");
  if (was_there) {
    if (auto fault = follow_journal(config, options, access, *installation)) return std::move(*fault);
  }
  entry.installation = std::move(*installation);
  return entry;
}

void tell_accepted(const StoreEntry& entry, const ServeOptions& options) {
  if (entry.accepted.empty()) return;
  const auto& reason = options.new_store.empty() ? options.accept_older_store : options.new_store;
  auto event = act_of_command_line("store.accept", "store", reason);
  event.details.emplace("found", entry.accepted);
  append_audit(*entry.installation->store, std::move(event));
  base::log(base::LogLevel::warn, "store-accepted", {{base::LogField::reason, entry.accepted}});
}

}  // namespace raccordo::app
