#include "app/backup/restore.hpp"

#include <algorithm>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/backup/durable_file.hpp"
#include "app/backup/repeat_acts.hpp"
#include "app/rules/installation.hpp"
#include "base/ulid.hpp"
#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"
#include "store/transfer/handover.hpp"
#include "store/transfer/transfer.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

/// The journal as far as it can be used.
struct JournalReading {
  std::optional<JournalActs> acts;
  std::string lost;  ///< why it cannot tell what was done since the backup; "": it can
  std::string warning;
};

JournalReading read_for(const fs::path& folder, const privacy::Sealer& sealer, const JournalHead& then) {
  JournalReading out;
  try {
    out.acts = read_journal(folder, sealer);
  } catch (const BrokenFile& fault) {
    out.lost = fault.what();
    return out;
  }
  if (!out.acts) {
    out.lost = "there is no journal beside the store";
    return out;
  }
  if (out.acts->is_cut) out.warning = "the last line of the journal was cut off and is not repeated";
  const auto& hashes = out.acts->hashes;
  // Of a store of a version that kept no journal: all of it came since.
  const bool had_none = then.id.empty() && then.n == 0;
  if (out.acts->head.id != then.id && !had_none) {
    out.lost = "the journal beside the store is that of another installation, or was begun again";
  } else if (then.n > 0 &&
             std::find(hashes.begin(), hashes.end(), std::pair(then.n, then.hash)) == hashes.end()) {
    out.lost = "the journal beside the store is older than the backup";
  }
  if (!out.lost.empty()) out.acts.reset();
  return out;
}

/// A restore is made while no node runs.
store::StorePlace alone(const Config& config) {
  auto place = config.place();
  place.node.clear();
  return place;
}

/// A store that a verb made because there was none.
bool is_unused(const store::StorePlace& store) {
  const auto opened = store::open_store({store, 64});
  const auto tables = opened->tables().current();
  return opened->submissions("", 1, "").items.empty() && opened->source_counts().empty() &&
         opened->releases().empty() && opened->keepsakes().last() == 0 &&
         std::all_of(tables.begin(), tables.end(), [](const auto& row) { return row.version == 1; });
}

/// A claim of the caller makes this the only program that uses the store.
void refuse_used_store(const Config& config) {
  const auto place = alone(config);
  if (!store::store_exists(place) || is_unused(place)) return;
  throw BrokenFile("there is a store already, " + place.shown() +
                   (place.is_postgres()
                        ? ": stop the gateways and give an empty database, then restore"
                        : ": stop the gateway and set the file aside with its -wal, then restore"));
}

/// Bodies that waited were answered by the store that is gone: moved aside, sealed as they are.
void set_aside(const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(folder, none) || fs::is_empty(folder, none)) return;
  fs::rename(folder, folder.string() + "-set-aside-" + base::new_ulid(base::system_clock().now()));
}

/// The store gets its name last: before, no program finds one.
void put_in_place(const fs::path& from, const Config& config) {
  std::error_code ignored;
  const auto& store = config.sqlite;
  // Again: a verb may have made one meanwhile, and used it.
  refuse_used_store(config);
  if (fs::exists(store)) {
    for (const auto* end : {"-wal", "-shm", ".identity", ""}) fs::remove(store.string() + end, ignored);
  }
  for (const auto* end : {"-wal", "-shm"}) fs::remove(store.string() + end, ignored);
  fs::rename(from.string() + ".identity", store.string() + ".identity");
  fs::rename(from, store);
  sync_folder_of(store);
}

/// The rows arrive together or not at all. Until the identity names them, the database is taken for an older
/// store: a start refuses it, and says so.
void fill_database(const fs::path& from, const Config& config, const RestoreOrder& order,
                   const BackupProgress& progress) {
  const auto claim = store::StoreClaim::take(from.string(), base::system_clock().now());
  if (!claim) throw base::SystemFault(claim.error().message);
  store::transfer_store(
      {store::StorePlace(from.string()), alone(config), claim->get(), order.claim, progress});
}

/// Everything that must be done before anybody uses the store.
void bring_up_to_date(store::CaseStore& store, const Keyring& keys, const fs::path& journal_folder,
                      const RestoreOrder& order, JournalReading& journal, Restored& out) {
  Repeated repeated;
  if (journal.acts)
    journal.lost = enter_releases(store, keys, journal_folder, journal.acts->acts, order.reason, repeated);
  if (!journal.lost.empty() && order.accept_lost_erasures.empty()) {
    throw BrokenFile(
        journal.lost +
        ". Persons erased since the backup would come back, or releases be forgotten: put the newest "
        "whole copy of the journal folder at " +
        journal_folder.string() + ", or give --accept-lost-erasures REASON");
  }
  if (journal.acts) repeat_acts(store, keys, std::move(journal.acts->acts), repeated);
  if (!journal.lost.empty()) leave_gap(store, journal.lost);
  out.acts = repeated.acts;
  out.releases = repeated.releases;
  auto event = act_of_command_line("store.restore", "store",
                                   journal.lost.empty() ? order.reason : order.accept_lost_erasures);
  event.details = {{"made_at", out.backup.head.made_at},
                   {"acts", std::to_string(out.acts)},
                   {"releases", std::to_string(out.releases)}};
  if (!journal.lost.empty()) event.details.emplace("lost", "yes");
  append_audit(store, std::move(event));
  pause_calls(store, "the store was restored from a backup");
  store.flush();
}

}  // namespace

Restored restore_backup(const Config& config, const Keyring& keys, const SealedFileKey& key,
                        const RestoreOrder& order, const BackupProgress& progress) {
  const auto& store = config.sqlite;
  const auto journal_folder = journal_of(store);
  refuse_used_store(config);
  fs::create_directories(store.parent_path());
  { const TemporaryStore left_over(store.string() + ".restoring"); }
  const TemporaryStore fresh(store.string() + ".restoring");
  Restored out;
  out.backup = extract_backup(order.file, fresh.file(), key, progress);
  auto journal = read_for(journal_folder, keys.sealer, out.backup.journal);
  const bool journal_is_used = journal.acts.has_value();
  {
    auto there = config;
    there.sqlite = fresh.file();
    there.postgres.clear();
    const auto claim = store::StoreClaim::take(there.sqlite.string(), base::system_clock().now());
    if (!claim) throw base::SystemFault(claim.error().message);
    StoreAccess access;
    access.claim = claim->get();
    const auto installation = open_with_newest_keys(there, access);
    bring_up_to_date(*installation->store, *installation->keys, journal_folder, order, journal, out);
  }
  out.lost = journal.lost;
  out.warning = journal.warning;
  const bool is_database = config.place().is_postgres();
  // First: if it fails, everything else is as it was.
  if (is_database) fill_database(fresh.file(), config, order, progress);
  // The journal of another history would refuse the numbers of this one.
  if (!journal_is_used) set_aside(journal_folder);
  set_aside(store.parent_path() / "spool");
  is_database ? store::name_copy(alone(config)) : put_in_place(fresh.file(), config);
  return out;
}

}  // namespace raccordo::app
