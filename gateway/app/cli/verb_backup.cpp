#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/audit/audit_trail.hpp"
#include "app/backup/backup.hpp"
#include "app/backup/kept_releases.hpp"
#include "app/backup/restore.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/steps.hpp"
#include "app/cli/verbs.hpp"
#include "app/rules/installation.hpp"
#include "base/json.hpp"
#include "privacy/passphrase.hpp"
#include "store/interface/store_claim.hpp"
#include "store/interface/wait_for.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

base::Result<SealedFileKey> key_of(const Keyring* keys, const BackupOptions& options) {
  SealedFileKey key{keys == nullptr ? nullptr : &keys->sealer, std::nullopt};
  if (options.passphrase_file.empty()) return key;
  auto passphrase = privacy::load_passphrase(options.passphrase_file);
  if (!passphrase) return passphrase.error();
  key.passphrase = std::move(*passphrase);
  return key;
}

void put_contents(base::JsonWriter& writer, const std::string& file, const BackupContents& contents) {
  base::put(writer, "file", file);
  base::put(writer, "made_at", contents.head.made_at);
  base::put(writer, "key", contents.head.has_passphrase ? "passphrase" : "sealing-key");
  base::put_number(writer, "store_bytes", contents.bytes);
  base::put_number(writer, "journal_acts", contents.journal.n);
}

/// Releases beside the given files that are later than all of them.
std::string left_out(const std::vector<std::string>& files) {
  std::string last;
  for (const auto& file : files) last = std::max(last, fs::path(file).filename().string());
  std::string more;
  if (files.empty()) return more;
  for (const auto& file : kept_releases(fs::absolute(files.front()).parent_path().parent_path())) {
    if (file.filename().string() > last) more += (more.empty() ? "" : ", ") + file.filename().string();
  }
  return more;
}

/// What the store of a backup holds, for people to recognise it.
struct StoreFigures {
  std::int64_t accepted = 0, waiting = 0;
  std::size_t releases = 0;
  store::AuditCheck audit;
};

StoreFigures figures_of(const fs::path& file) {
  StoreFigures figures;
  const auto claim = store::StoreClaim::take(file.string(), base::system_clock().now());
  if (!claim) throw base::SystemFault(claim.error().message);
  store::StoreOptions options{file.string()};
  options.claim = claim->get();
  const auto store = store::open_store(options);
  for (const auto& source : store->source_counts()) {
    figures.accepted += static_cast<std::int64_t>(source.accepted);
    figures.waiting += static_cast<std::int64_t>(source.waiting);
  }
  figures.releases = store->ledger().entries().size();
  figures.audit = store->audit().verify({});
  return figures;
}

int make(const Config& config, const BackupOptions& options, Output output) {
  const auto keys = load_keyring(config);
  if (!keys) return report_failure("failed", keys.error().message, output);
  const auto key = key_of(keys->get(), options);
  if (!key) return report_failure("failed", key.error().message, output);
  const auto place = config.place();
  if (!store::store_exists(place))
    return report_failure("not-found", "there is no store " + place.shown() + " to back up", output);
  if (fs::exists(fs::symlink_status(options.file)))
    return report_failure("failed", options.file + " exists and was not changed: give another name", output);
  Steps steps;
  const auto made = make_backup(
      place, options.file, *key,
      [&](std::string_view step, std::uint64_t done, std::uint64_t all) { steps.at(step, done, all); });
  const auto size = fs::file_size(options.file);
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    put_contents(writer, options.file, made);
    base::put_number(writer, "file_bytes", size);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
  } else {
    std::cout << "Backup " << options.file << ": " << made.bytes << " bytes of the store in " << size
              << " bytes. Copy it, the folder " << journal_of(config.sqlite).string()
              << " and the keys to three other places.\n";
  }
  return 0;
}

int verify(const Config& config, const BackupOptions& options, Output output) {
  const auto keys = load_keyring(config);
  if (!keys && options.passphrase_file.empty()) return report_failure("failed", keys.error().message, output);
  const auto key = key_of(keys ? keys->get() : nullptr, options);
  if (!key) return report_failure("failed", key.error().message, output);
  fs::create_directories(config.sqlite.parent_path());
  const TemporaryStore copy(temporary_store(config.sqlite));
  Steps steps;
  const auto found = extract_backup(
      options.file, copy.file(), *key,
      [&](std::string_view step, std::uint64_t done, std::uint64_t all) { steps.at(step, done, all); });
  const auto figures = figures_of(copy.file());
  const bool whole = !figures.audit.broken;
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    put_contents(writer, options.file, found);
    base::put_number(writer, "accepted", figures.accepted);
    base::put_number(writer, "waiting", figures.waiting);
    base::put_number(writer, "releases", figures.releases);
    base::put_number(writer, "audit_entries", figures.audit.entries);
    base::key(writer, "audit_whole");
    writer.Bool(whole);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
  } else {
    std::cout << "Backup of " << found.head.made_at << ", whole: " << figures.accepted
              << " records accepted, " << figures.waiting << " waiting, " << figures.releases << " releases, "
              << figures.audit.entries << " entries of the audit"
              << (whole ? "." : ", BUT THE CHAIN OF THE AUDIT IS BROKEN.") << '\n';
  }
  return whole ? 0 : 1;
}

void print_restored(const Config& config, const Restored& restored, Output output) {
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "store", config.place().shown());
    base::put(writer, "made_at", restored.backup.head.made_at);
    base::put_number(writer, "acts", restored.acts);
    base::put_number(writer, "releases", restored.releases);
    base::put_if(writer, "warning", restored.warning);
    base::put_if(writer, "lost", restored.lost);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
    return;
  }
  std::cout << "Restored the store of " << restored.backup.head.made_at << " as " << config.place().shown()
            << ".\n";
  if (!restored.warning.empty()) std::cout << "Note: " << restored.warning << ".\n";
  if (restored.lost.empty()) {
    std::cout << "From the journal: " << restored.acts
              << " acts repeated (erasures, restrictions, publications), " << restored.releases
              << " releases entered.\n";
  } else {
    std::cout << "Without a whole journal (" << restored.lost
              << "): erase again who was erased since, then run `raccordo release import-ledger`.\n";
  }
  std::cout
      << "Senders must send again what they sent since. Start: raccordo serve (with --accept-clock if the "
         "backup is more than a day old).\n";
}

}  // namespace

int run_backup(const Config& config, const BackupOptions& options, Output output) {
  if (options.file.empty()) return report_failure("failed", "name the file: raccordo backup FILE", output);
  return options.verb == "verify" ? verify(config, options, output) : make(config, options, output);
}

int run_restore(const Config& config, const BackupOptions& options, Output output) {
  for (const auto& [option, text] : {std::pair("--reason", &options.reason),
                                     std::pair("--accept-lost-erasures", &options.accept_lost_erasures)}) {
    if (const auto wrong = fault_in_words(option, *text))
      return report_failure(wrong->code, wrong->detail, output);
  }
  const auto keys = load_keyring(config);
  if (!keys) return report_failure("failed", keys.error().message, output);
  const auto key = key_of(keys->get(), options);
  if (!key) return report_failure("failed", key.error().message, output);
  fs::create_directories(config.sqlite.parent_path());
  const auto claim = store::StoreClaim::take(config.sqlite.string(), base::system_clock().now());
  if (!claim) return report_failure("failed", claim.error().message, output);
  Steps steps;
  const auto restored = restore_backup(
      config, **keys, *key, {options.file, options.reason, options.accept_lost_erasures, claim->get()},
      [&](std::string_view step, std::uint64_t done, std::uint64_t all) { steps.at(step, done, all); });
  print_restored(config, restored, output);
  return 0;
}

int run_import_ledger(const Config& config, const BackupOptions& options, Output output) {
  if (const auto wrong = fault_in_words("--reason", options.reason))
    return report_failure(wrong->code, wrong->detail, output);
  const auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  auto& store = *(*installation)->store;
  const auto& sealer = (*installation)->keys->sealer;
  if (const auto more = left_out(options.files); !more.empty())
    return report_failure(
        "failed", "the folder also has later releases: give them as well, oldest first: " + more, output);
  for (const auto& file : options.files) {
    const auto kept = read_kept_release(file, {&sealer, std::nullopt});
    if (const auto wrong = enter_kept_release(store, kept, options.reason); !wrong.empty())
      return report_failure("failed", file + ": " + wrong, output);
  }
  append_audit(store, act_of_command_line("release.import-ledger", "ledger", options.reason));
  keep_journal(store, sealer, journal_of(config.sqlite));
  wait_for<bool>([&](store::Done<bool> done) { store.keepsakes().set_ledger_gap("", std::move(done)); });
  if (output == Output::json) {
    std::cout << "{\"releases\":" << options.files.size() << "}\n";
  } else {
    std::cout << options.files.size() << " releases are in the ledger; new releases may be made.\n";
  }
  return 0;
}

}  // namespace raccordo::app
