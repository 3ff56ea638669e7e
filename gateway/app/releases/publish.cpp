#include "app/releases/publish.hpp"

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/make/making.hpp"
#include "aggregate/release/period_catalogue.hpp"
#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/releases/dated.hpp"
#include "app/releases/left_out.hpp"
#include "app/releases/origins.hpp"
#include "app/releases/release_evidence.hpp"
#include "app/releases/release_order.hpp"
#include "app/releases/release_verification.hpp"
#include "app/releases/senders.hpp"
#include "app/rules/sight.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"
#include "base/stored_damage.hpp"
#include "base/text.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

std::map<std::string, int> coverage_of(store::Counting& store) {
  std::map<std::string, int> coverage;
  for (const auto& count : store.source_counts()) {
    const auto all = count.accepted + count.waiting;
    if (const auto percent = coverage_percent(all, all, count.accepted)) coverage[count.source] = *percent;
  }
  return coverage;
}

aggregate::ReleaseRequest request_of(store::Counting& store, const ActiveTables& tables, const Keyring& keys,
                                     const store::ReleaseRow& ordered,
                                     const store::SettledSnapshot& counted) {
  const auto& config = tables.book().config;
  aggregate::ReleaseRequest request;
  request.id = ordered.id;
  request.period = *model::parse_period(ordered.period, config.periodicity);
  request.periodicity = config.periodicity;
  request.rules = config.disclosure;
  request.key = keys.release_key;
  for (const auto& [name, source] : tables.sources()) {
    auto& versions = request.mapping_versions[name];
    versions = source.versions;
    // Other versions may have been activated since `tables` were read.
    for (auto& [table, version] : versions) {
      const auto found = counted.versions.find({name, table});
      if (found != counted.versions.end()) version = found->second;
    }
  }
  request.coverage = coverage_of(store);
  return request;
}

/// Releases are certified one after the other, each together with all earlier ones.
std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

store::AuditEvent told(const store::ReleaseRow& row, const std::string& actor, const char* action,
                       base::Instant at) {
  store::AuditEvent event{at, actor, action, row.id, row.note, {}};
  event.details = {{"period", row.period}, {"digest", row.digest}};
  if (!row.revision_date.empty()) event.details["revision_date"] = row.revision_date;
  return event;
}

/// The ledger at the start of a release: its last row and the evidence of all releases so far, or why no
/// release can be certified.
struct LedgerBase {
  std::int64_t last = 0;
  std::optional<aggregate::Evidence> earlier;  ///< covers all releases so far
  std::string fault;
};

base::Result<aggregate::Evidence> open_earlier(store::CaseStore& store, const Keyring& keys,
                                               const std::string& release) {
  const auto sealed = store.ledger().evidence(release);
  const auto bytes = sealed ? unseal_evidence(keys.sealer, release, *sealed) : std::nullopt;
  if (bytes) return aggregate::read_evidence(*bytes);
  return base::fault(
      "its evidence is gone, was changed, or was sealed with another key: restore the store, or the sealing "
      "key, from a backup");
}

std::string broken_ledger(const Finding& finding) {
  const auto place = finding.ledger_row > 0 ? "at row " + std::to_string(finding.ledger_row)
                                            : "at release " + finding.release;
  return "The ledger of releases is broken " + place +
         ": `raccordo release verify` shows the fault; restore the store from a backup.";
}

/// Both from the same state: read again if a release was entered in between.
std::pair<std::vector<store::LedgerEntry>, std::vector<store::ReleaseRow>> read_ledger(
    store::CaseStore& store) {
  for (;;) {
    auto entries = store.ledger().entries();
    auto releases = store.releases();
    if (store.ledger().entries().size() == entries.size()) return {std::move(entries), std::move(releases)};
  }
}

LedgerBase load_ledger_base(store::CaseStore& store, const Keyring& keys) {
  const auto [entries, releases] = read_ledger(store);
  LedgerBase ledger;
  if (const auto found = compare_ledger(entries, releases); !found.empty())
    ledger.fault = broken_ledger(found.front());
  if (entries.empty() || !ledger.fault.empty()) return ledger;
  ledger.last = entries.back().seq;
  auto earlier = open_earlier(store, keys, entries.back().release);
  if (earlier) {
    ledger.earlier = std::move(*earlier);
  } else {
    ledger.fault = "It cannot be checked against release " + entries.back().release + ": " +
                   earlier.error().message + ".";
  }
  return ledger;
}

/// The metadata with the senders that fell; a revision repeats the list of the first release of its period.
std::string add_senders(store::CaseStore& store, const store::ReleaseRow& row, std::string metadata,
                        const SenderFalls& falls, const model::Territory& territory) {
  if (row.revision_date.empty()) return with_senders(std::move(metadata), falls, territory);
  for (const auto& other : store.releases()) {
    const bool first = other.state == "DONE" && other.period == row.period && other.revision_date.empty();
    if (first) return with_senders_of(std::move(metadata), other.metadata);
  }
  return metadata;
}

/// One attempt: `row` becomes DONE or REFUSED as it will be stored.
store::Entered attempt(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                       store::ReleaseRow& row, const base::Clock& clock, const Patience& patience) {
  const auto ledger = load_ledger_base(store, keys);
  const auto give_up = [&](const std::string& reason) {
    row.reason = reason;
    return store::Entered::given_up;
  };
  if (!ledger.fault.empty()) return give_up(ledger.fault);
  auto counted = await_settled(store, patience);
  if (!counted) return give_up(counted.error().message);
  const auto& book = tables.book();
  store::FinishedRelease finished;
  {
    const auto request = request_of(store, tables, keys, row, *counted);
    const auto undated = fault_of_period(counted->facts, request.period);
    if (undated && row.revision_date.empty()) return give_up(*undated);
    note_senders(counted->facts, book);
    const auto falls = find_falls(counted->facts, request.period, request.periodicity, request.rules.k);
    const auto left_out = aggregate::tables_left_out(book.extracts, book.scheme, request.period);
    auto made = aggregate::make_proven_release(
        counted->facts, aggregate::catalogue_of_period(book.extracts, book.scheme, request.period),
        book.scheme, request, ledger.earlier ? &*ledger.earlier : nullptr);
    if (!made) return give_up(made.error().message);
    row.digest = made->release.digest();
    row.metadata = with_left_out(
        add_senders(store, row, made->release.metadata(), falls, book.scheme.territory), left_out);
    row.content = made->release.serialise();
    finished.evidence = seal_evidence(keys.sealer, row.id, made->evidence);
    finished.keeps_earlier = ledger.earlier && aggregate::is_last_proof(*ledger.earlier, ledger.last);
  }
  finished.row = row;
  finished.after = ledger.last;
  finished.at = clock.now();
  finished.event = told(row, row.ordered_by, "release.create", finished.at);
  const auto entered = wait_for<store::Entered>(
      [&](store::Done<store::Entered> done) { store.ledger().enter(std::move(finished), std::move(done)); });
  if (entered == store::Entered::done) row.state = "DONE";
  return entered;
}
}  // namespace

store::ReleaseRow carry_out_release(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                                    store::ReleaseRow ordered, const base::Clock& clock,
                                    const Patience& patience) {
  const std::lock_guard lock(one_at_a_time());
  try {
    // The evidence of earlier releases is dropped with this one: it must be in the journal.
    journal_or_throw(store, keys.sealer, tables.book().config.sqlite);
    while (attempt(store, tables, keys, ordered, clock, patience) == store::Entered::concurrent_release)
      continue;
  } catch (const base::Stopped&) {
    refuse_release(store, ordered, kInterrupted, clock.now());
    throw;
  } catch (const std::exception&) {
    refuse_release(store, ordered, "It could not be computed: the gateway's log says why.", clock.now());
    throw;
  }
  if (ordered.state != "DONE") refuse_release(store, ordered, ordered.reason, clock.now());
  try_journal(store, keys.sealer, tables.book().config.sqlite);
  ordered = *store.release(ordered.id);  // if another program gave it up, its reason is kept
  base::log(base::LogLevel::info, "release-ended",
            {{base::LogField::release, ordered.id},
             {base::LogField::period, ordered.period},
             {base::LogField::state, ordered.state},
             {base::LogField::reason, ordered.digest.empty() ? ordered.reason : "digest " + ordered.digest}});
  return ordered;
}

aggregate::Release open_release(const store::ReleaseRow& row) {
  auto release = aggregate::read_release(row.content);
  if (!release) throw base::StoredDamage("release " + row.id + ": " + release.error().message);
  return std::move(*release);
}

base::Result<store::ReleaseRow, Problem> publish_release(store::CaseStore& store, const std::string& id,
                                                         const std::string& actor, const base::Clock& clock) {
  auto row = store.release(id);
  if (!row) return Problem{"not-found", "There is no release of that id."};
  if (row->state == "RUNNING") {
    return Problem{"release-running",
                   "The release is still being computed; publish it when its state is DONE."};
  }
  if (row->state != "DONE") return Problem{"release-refused", row->reason};
  if (row->published_at) return std::move(*row);
  open_release(*row);
  const auto now = clock.now();
  wait_for<bool>([&](store::Done<bool> done) {
    store.ledger().publish(id, now, told(*row, actor, "release.publish", now), std::move(done));
  });
  return std::move(*store.release(id));
}

}  // namespace raccordo::app
