#include "app/service/examination.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "app/backup/journal.hpp"
#include "app/backup/sealed_file.hpp"
#include "app/rules/file_modes.hpp"
#include "app/rules/node_clock.hpp"
#include "app/service/certificate_watch.hpp"
#include "app/service/clock_guard.hpp"
#include "net/certificate_dates.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;
constexpr std::int64_t kWindow = 60;  // days of traffic that are looked at
constexpr std::int64_t kFewDaysLeft = 30;
constexpr std::int64_t kOldBackup = 2;  // days
constexpr std::int64_t kLongWait = 30;  // days

Observation observe(std::string what, Condition condition, std::string words) {
  return {std::move(what), condition, std::move(words)};
}

std::int64_t day_of(std::string_view iso) {
  const auto instant = base::parse_instant(std::string(iso) + "T00:00:00Z");
  return instant ? instant->micros / kDay : 0;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

Observation examine_clock(store::CaseStore& store, base::Instant now) {
  if (auto wrong = words_of_wrong_clock(); !wrong.empty())
    return observe("clock", Condition::warning, std::move(wrong));
  const auto times = store.care().times();
  if (times.newest.micros > now.micros + kDay)
    return observe("clock", Condition::wrong,
                   "The clock is behind what the store knows: set it (timedatectl).");
  const auto ahead = jump_ahead(times, now);
  if (ahead == 0) return observe("clock", Condition::well, "The clock agrees with the store.");
  return observe(
      "clock", Condition::warning,
      "The clock is " + std::to_string(ahead / kDay) +
          " days ahead of what the store knows: retention deletes nothing. If it is right, start `raccordo "
          "serve --accept-clock` once.");
}

Observation examine_disk(store::CaseStore& store, const Config& config,
                         const std::vector<store::DayTraffic>& days) {
  const auto size = store.figures().size();
  const auto free = store.care().free_bytes();
  const auto reserve = config.limits.spool_reserve;
  std::uint64_t records = 0;
  for (const auto& count : store.source_counts()) records += count.accepted + count.waiting;
  const auto left = days_until_full(days, size.bytes, records, free, reserve);
  const auto words = "The store has " + megabytes(size.bytes) + ", the disk has " + megabytes(free) + " free";
  if (free < reserve)
    return observe(
        "disk", Condition::wrong,
        words + ", less than limits.spool_reserve: large documents are refused. Make room or enlarge it.");
  if (left >= 0 && left <= kFewDaysLeft)
    return observe("disk", Condition::warning,
                   words + ": full in about " + std::to_string(left) + " days at the rate of the last " +
                       std::to_string(kWindow) + " days. Enlarge it.");
  return observe("disk", Condition::well,
                 words + (left < 0 ? "." : ": enough for about " + std::to_string(left) + " days."));
}

Observation examine_sources(const std::vector<store::DayTraffic>& days, base::Instant now) {
  const auto silent = silent_sources(days, now);
  if (silent.empty()) return observe("sources", Condition::well, "No source that used to send has stopped.");
  return observe(
      "sources", Condition::warning,
      "Nothing has come for much longer than usual from: " + joined(silent) + ". Ask the senders.");
}

Observation examine_tables(store::CaseStore& store) {
  std::vector<std::string> open;
  for (const auto& row : store.tables().current()) {
    if (row.state == store::VersionState::in_review || row.state == store::VersionState::approved)
      open.push_back(row.source + "/" + row.table + " version " + std::to_string(row.version));
  }
  if (open.empty()) return observe("tables", Condition::well, "No version of a table waits for anybody.");
  return observe("tables", Condition::warning,
                 "These versions wait for review or activation: " + joined(open) + ".");
}

Observation examine_waiting(store::CaseStore& store, base::Instant now) {
  std::uint64_t waiting = 0;
  base::Instant oldest = now;
  for (const auto& count : store.source_counts()) waiting += count.waiting;
  for (const auto& row : store.worklist())
    oldest = std::min(oldest, row.first_seen, [](auto a, auto b) { return a.micros < b.micros; });
  const auto words = std::to_string(waiting) + " records wait in quarantine";
  const auto age = (now.micros - oldest.micros) / kDay;
  if (waiting == 0 || age <= kLongWait) return observe("waiting", Condition::well, words + ".");
  return observe("waiting", Condition::warning,
                 words + ", some codes for " + std::to_string(age) +
                     " days: map them before retention deletes the records (retention.quarantine_days).");
}

Observation examine_bodies(store::CaseStore& store, base::Instant now) {
  const auto bodies = store.unfinished();
  if (bodies.empty()) return observe("documents", Condition::well, "No document waits to be processed.");
  auto oldest = now.micros;
  for (const auto& body : bodies) oldest = std::min(oldest, body.received_at.micros);
  const auto hours = (now.micros - oldest) / (3600 * kSecond);
  const auto words =
      std::to_string(bodies.size()) + " documents wait, the oldest for " + std::to_string(hours) + " hours";
  return hours < 2 ? observe("documents", Condition::well, words + ".")
                   : observe("documents", Condition::warning,
                             words + ": is the gateway running? `raccordo submissions list` shows them.");
}

Observation examine_webhooks(store::CaseStore& store, base::Instant now) {
  constexpr std::int64_t kLate = 3600 * kSecond;
  std::vector<std::string> late;
  for (const auto& row : store.webhooks().list()) {
    const bool halted = row.configured && row.state != store::WebhookState::active;
    const bool behind = row.oldest && now.micros - row.oldest->micros > kLate;
    if (!halted && !behind && row.given_up == 0) continue;
    late.push_back(row.client + " (" + std::string(to_string(row.state)) + ", " +
                   std::to_string(row.pending) + " events wait, " + std::to_string(row.given_up) +
                   " given up)");
  }
  if (late.empty()) return observe("webhooks", Condition::well, "No webhook is behind or halted.");
  return observe("webhooks", Condition::warning,
                 "These clients are not told what happened: " + joined(late) +
                     ". `raccordo webhooks list` says why; `webhooks resume`, `retry` or `drop` settle it.");
}

Observation examine_backup(const Config& config, base::Instant now) {
  const auto last = last_backup(journal_of(config.sqlite));
  if (!last && config.place().is_postgres())
    return observe("backup", Condition::well,
                   "The store is in PostgreSQL, and no `raccordo backup` was made of it: the database's own "
                   "backups are not examined here.");
  if (!last)
    return observe("backup", Condition::warning,
                   "No backup was made of this store: run `raccordo backup FILE` every night.");
  const auto days = (now.micros - last->micros) / kDay;
  const auto words = "The last backup was made on " + base::to_string(*last);
  return days < kOldBackup ? observe("backup", Condition::well, words + ".")
                           : observe("backup", Condition::warning,
                                     words + ", " + std::to_string(days) +
                                         " days ago: run `raccordo backup FILE` every night.");
}

Observation examine_journal(store::CaseStore& store, const Keyring& keys, const Config& config) {
  if (const auto gap = store.keepsakes().ledger_gap(); !gap.empty())
    return observe("journal", Condition::wrong,
                   "The store was restored without journal (" + gap +
                       "): releases are refused until `raccordo release import-ledger`.");
  try {
    const auto journal = read_journal(journal_of(config.sqlite), keys.sealer);
    if (!journal)
      return observe("journal", Condition::warning, "There is no journal yet: `serve` or a backup makes it.");
    const auto behind = store.keepsakes().after(journal->head.n, 1000).size();
    const auto words =
        "The journal has " + std::to_string(journal->acts.size()) + " acts, its chain is whole";
    if (behind == 0) return observe("journal", Condition::well, words + ".");
    return observe("journal", Condition::wrong,
                   words + ", but " + std::to_string(behind) +
                       " acts of the store are not in it: see `journal-behind` in the log; the running "
                       "gateway catches up within a minute once that is repaired.");
  } catch (const base::SystemFault& fault) {
    return observe("journal", Condition::wrong, std::string(fault.what()) + ".");
  }
}

Observation examine_audit(store::CaseStore& store) {
  const auto check = store.audit().verify({});
  if (!check.broken)
    return observe("audit", Condition::well,
                   "The audit has " + std::to_string(check.entries) + " entries, its chain is whole.");
  return observe("audit", Condition::wrong,
                 "The chain of the audit is broken: `raccordo audit verify` says where.");
}

Observation examine_keys(store::CaseStore& store, const Keyring& keys) {
  std::vector<std::string> cut_off;
  if (keys.in_force() < keys.generations().size()) cut_off.emplace_back("pseudonym");
  if (static_cast<std::size_t>(store.resealed_through()) < keys.sealer.generation())
    cut_off.emplace_back("sealing");
  if (cut_off.empty())
    return observe("keys", Condition::well, "The store is at the newest generation of both keys.");
  return observe(
      "keys", Condition::warning,
      "The newest generation of a key has not reached the whole store: run `raccordo keys rotate` " +
          joined(cut_off) + " to its end.");
}

}  // namespace

std::vector<Observation> examine_files(const Config& config, base::Instant now) {
  std::vector<Observation> found;
  for (const auto& words : expiry_warnings(net::read_certificate_dates(config.tls), now)) {
    const bool is_over = words.find(" is out of date ") != std::string::npos;
    found.push_back(observe("certificates", is_over ? Condition::wrong : Condition::warning, words + "."));
  }
  if (found.empty())
    found.push_back(
        observe("certificates", Condition::well, "Certificates and revocation lists last 30 days or more."));
  const auto modes = faults_of_modes(config);
  for (const auto& fault : modes)
    found.push_back(observe("files", Condition::wrong, fault.file + ": " + fault.message + "."));
  if (modes.empty())
    found.push_back(
        observe("files", Condition::well, "Only those who should can read keys and change rights."));
  return found;
}

std::vector<Observation> examine_store(const Installation& installation, base::Instant now) {
  auto& store = *installation.store;
  const auto& config = installation.book->config;
  const auto days = store.figures().days({now.micros - kWindow * kDay});
  return {
      observe("store", Condition::well, "The store opens, with the schema of this program and its own keys."),
      examine_audit(store),
      examine_clock(store, now),
      examine_disk(store, config, days),
      examine_sources(days, now),
      examine_tables(store),
      examine_waiting(store, now),
      examine_bodies(store, now),
      examine_webhooks(store, now),
      examine_backup(config, now),
      examine_journal(store, *installation.keys, config),
      examine_keys(store, *installation.keys)};
}

std::vector<std::string> silent_sources(const std::vector<store::DayTraffic>& days, base::Instant now) {
  constexpr std::size_t kEnoughDays = 3;
  constexpr std::int64_t kTimesLonger = 3, kLeast = 7;
  std::map<std::string, std::vector<std::int64_t>> by_source;
  for (const auto& each : days) by_source[each.source].push_back(day_of(each.day));
  std::vector<std::string> silent;
  for (const auto& [source, sent] : by_source) {
    if (sent.size() < kEnoughDays) continue;
    std::int64_t longest = 1;
    for (std::size_t i = 1; i < sent.size(); ++i) longest = std::max(longest, sent[i] - sent[i - 1]);
    const auto silence = now.micros / kDay - sent.back();
    if (silence > std::max(kLeast, kTimesLonger * longest)) silent.push_back(source);
  }
  return silent;
}

std::int64_t days_until_full(const std::vector<store::DayTraffic>& days, std::uint64_t store_bytes,
                             std::uint64_t stored_records, std::uint64_t free_bytes, std::uint64_t reserve) {
  std::uint64_t fresh = 0;
  for (const auto& each : days) fresh += each.traffic.counts.accepted + each.traffic.counts.quarantined;
  if (fresh == 0 || stored_records == 0) return -1;
  // A record that replaces another one needs no more room, so this is the shortest time.
  const auto a_day = static_cast<double>(store_bytes) / static_cast<double>(stored_records) *
                     static_cast<double>(fresh) / static_cast<double>(kWindow);
  const auto room = free_bytes > reserve ? static_cast<double>(free_bytes - reserve) : 0.0;
  const auto left = room / a_day;
  return left > 1e6 ? -1 : static_cast<std::int64_t>(left);
}

}  // namespace raccordo::app
