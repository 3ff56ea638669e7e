#include "app/backup/restore.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/backup/durable_file.hpp"
#include "app/backup/kept_releases.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/rules/installation.hpp"
#include "base/log.hpp"
#include "base/ulid.hpp"
#include "store/interface/wait_for.hpp"
#include "store/open/open_store.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 1000;

fs::path gap_of(const fs::path& store) { return journal_of(store) / "ledger-gap"; }

/// Why the journal cannot tell what was done since the backup; "" if it can.
std::string what_is_lost(const std::optional<JournalActs>& journal, const JournalHead& then) {
  if (!journal) return "there is no journal beside the store";
  if (journal->head.id != then.id) return "the journal beside the store is that of another installation";
  if (then.n == 0) return "";
  const bool known = std::find(journal->hashes.begin(), journal->hashes.end(),
                               std::pair(then.n, then.hash)) != journal->hashes.end();
  return known ? "" : "the journal beside the store is older than the backup";
}

store::AuditEvent told(const store::Keepsake& act, std::string action) {
  auto event = act_of_command_line(std::move(action), "journal " + std::to_string(act.n),
                                   act.reason.empty() ? "repeated after a restore" : act.reason);
  event.details = {{"first", base::to_string(act.at)}, {"by", act.actor}};
  return event;
}

class Repetition {
 public:
  Repetition(store::CaseStore& store, const Keyring& keys) : store_(store), keys_(keys) {}

  void repeat(const store::Keepsake& act) {
    using Kind = store::Keepsake::Kind;
    switch (act.kind) {
      case Kind::erase_record:
        return erase_record(act);
      case Kind::erase_person:
        wait_for<store::SubjectErasure>([&](store::Done<store::SubjectErasure> done) {
          store_.held().erase_person({act.mark}, told(act, "subject.erase"), std::move(done),
                                     act.reach.comuni);
        });
        return;
      case Kind::restrict:
        return change(act, store::RestrictionStep::restrict, "subject.restrict");
      case Kind::lift:
        return change(act, store::RestrictionStep::lift, "subject.lift");
      case Kind::publish:
        wait_for<bool>([&](store::Done<bool> done) {
          auto event = told(act, "release.publish");
          event.object = act.object;
          store_.ledger().publish(act.object, act.at, std::move(event), std::move(done));
        });
        return;
    }
  }

 private:
  void change(const store::Keepsake& act, store::RestrictionStep step, const char* action) {
    wait_for<store::RestrictionChange>([&](store::Done<store::RestrictionChange> done) {
      store_.held().restrict_person(act.mark, step, told(act, action), std::move(done));
    });
  }

  /// The journal has no record ids, only their keyed digests: every id of the source is compared.
  void erase_record(const store::Keepsake& act) {
    std::set<std::string> ids;
    std::string cursor;
    do {
      const auto page = store_.records(act.object, std::nullopt, kPage, cursor, act.reach);
      for (const auto& record : page.items) {
        if (erasure_mark(keys_.pseudonym, act.object, record.record_id) == act.mark)
          ids.insert(record.record_id);
      }
      cursor = page.next;
    } while (!cursor.empty());
    for (const auto& id : ids) {
      wait_for<store::Erased>([&](store::Done<store::Erased> done) {
        store_.erase_record({act.object, id, act.reach, act.mark}, told(act, "record.erase"),
                            std::move(done));
      });
    }
  }

  store::CaseStore& store_;
  const Keyring& keys_;
};

void repeat_journal(store::CaseStore& store, const Keyring& keys, const JournalActs& journal, Restored& out) {
  const auto known = store.keepsakes().last();
  Repetition repetition(store, keys);
  for (const auto& act : journal.acts) {
    if (act.n <= known) continue;
    repetition.repeat(act);
    ++out.acts;
  }
  // What was repeated is in the journal already.
  wait_for<bool>([&](store::Done<bool> done) { store.keepsakes().drop(journal.head.n, std::move(done)); });
}

void enter_releases(store::CaseStore& store, const SealedFileKey& key, const fs::path& journal,
                    const std::string& reason, Restored& out) {
  const auto entries = store.ledger().entries();
  const auto last = entries.empty() ? 0 : entries.back().seq;
  for (const auto& file : kept_releases(journal)) {
    const auto kept = read_kept_release(file, key);
    if (kept.entry.seq <= last) continue;
    if (const auto wrong = enter_kept_release(store, kept, reason); !wrong.empty()) throw BrokenFile(wrong);
    ++out.releases;
  }
}

/// A store that a verb made because there was none.
bool is_unused(const fs::path& store) {
  const auto opened = store::open_store({store.string(), 64});
  return opened->submissions("", 1, "").items.empty() && opened->source_counts().empty() &&
         opened->releases().empty() && opened->keepsakes().last() == 0;
}

void note_gap(const fs::path& store, const std::string& lost) {
  fs::create_directories(journal_of(store));
  std::error_code ignored;
  fs::remove(gap_of(store), ignored);
  DurableFile file(gap_of(store));
  file.write(lost + "\n");
  file.commit();
}

/// Bodies that waited were answered by the store that is gone: moved aside, sealed as they are.
void set_spool_aside(const fs::path& store) {
  const auto spool = store.parent_path() / "spool";
  std::error_code none;
  if (!fs::exists(spool, none) || fs::is_empty(spool, none)) return;
  fs::rename(spool, store.parent_path() / ("spool-set-aside-" + base::new_ulid(base::system_clock().now())));
}

/// The store gets its name last: before, no program finds one.
void put_in_place(const fs::path& from, const fs::path& store) {
  std::error_code ignored;
  for (const auto* end : {"-wal", "-shm", ".identity", ""}) fs::remove(store.string() + end, ignored);
  fs::rename(from.string() + ".identity", store.string() + ".identity");
  fs::rename(from, store);
  sync_folder_of(store);
}

}  // namespace

Restored restore_backup(const Config& config, const Keyring& keys, const SealedFileKey& key,
                        const RestoreOrder& order, const BackupProgress& progress) {
  const auto& store = config.sqlite;
  const auto journal_folder = journal_of(store);
  const bool is_there = fs::exists(fs::symlink_status(store));
  if (is_there && !is_unused(store))
    throw BrokenFile("there is a store already, " + store.string() +
                     ": stop the gateway and set the file aside with its -wal, then restore");
  fs::create_directories(store.parent_path());
  const TemporaryStore fresh(store.string() + ".restoring");
  { const TemporaryStore left_over(fresh.file()); }
  Restored out;
  out.backup = extract_backup(order.file, fresh.file(), key, progress);
  const auto journal = read_journal(journal_folder, keys.sealer);
  out.lost = what_is_lost(journal, out.backup.journal);
  if (!out.lost.empty() && order.accept_lost_erasures.empty()) {
    throw BrokenFile(
        out.lost +
        ", so persons erased since the backup would come back, and releases be forgotten: put the newest "
        "copy of the journal folder at " +
        journal_folder.string() + ", or give --accept-lost-erasures REASON");
  }
  {
    auto there = config;
    there.sqlite = fresh.file();
    const auto installation = open_installation(there);
    if (!installation) throw BrokenFile(installation.error().front().message);
    auto& opened = *(*installation)->store;
    if (out.lost.empty()) {
      enter_releases(opened, {&keys.sealer, std::nullopt}, journal_folder, order.reason, out);
      repeat_journal(opened, keys, *journal, out);
    }
    auto event = act_of_command_line("store.restore", "store",
                                     out.lost.empty() ? order.reason : order.accept_lost_erasures);
    event.details = {{"made_at", out.backup.head.made_at},
                     {"acts", std::to_string(out.acts)},
                     {"releases", std::to_string(out.releases)}};
    if (!out.lost.empty()) event.details.emplace("lost", out.lost);
    append_audit(opened, std::move(event));
    opened.flush();
  }
  if (!out.lost.empty()) {
    // The journal of another history would refuse the numbers of this one.
    std::error_code none;
    if (fs::exists(journal_folder, none))
      fs::rename(journal_folder,
                 journal_folder.string() + "-set-aside-" + base::new_ulid(base::system_clock().now()));
    note_gap(store, out.lost);
  }
  set_spool_aside(store);
  put_in_place(fresh.file(), store);
  return out;
}

std::string ledger_gap(const fs::path& store) {
  std::ifstream in(gap_of(store));
  std::string line;
  return in && std::getline(in, line) ? line : "";
}

void close_ledger_gap(const fs::path& store) {
  fs::remove(gap_of(store));
  sync_folder_of(gap_of(store));
}

}  // namespace raccordo::app
