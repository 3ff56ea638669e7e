#include "app/releases/release_verification.hpp"

#include <algorithm>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/evidence/recheck.hpp"
#include "app/releases/release_evidence.hpp"
#include "base/digest.hpp"

namespace raccordo::app {
namespace {

/// The input and output of the checks.
struct Inspection {
  store::CaseStore& store;
  const store::ReleaseRow& row;
  std::vector<store::LedgerEntry> ledger;
  ReleaseVerification found;
};

const store::LedgerEntry* entry_of(const std::vector<store::LedgerEntry>& ledger,
                                   const std::string& release) {
  const auto there =
      std::find_if(ledger.begin(), ledger.end(), [&](const auto& entry) { return entry.release == release; });
  return there == ledger.end() ? nullptr : &*there;
}

void check_stored_form(Inspection& at) {
  auto& found = at.found;
  auto form =
      aggregate::verify_release({at.row.id, at.row.period, at.row.digest, at.row.metadata, at.row.content});
  found.tables = form.tables;
  found.cells = form.cells;
  found.hidden = form.hidden;
  for (auto& breach : form.breaches) {
    found.breaches.push_back(
        {"", 0, std::move(breach.table), std::move(breach.cell), std::move(breach.what)});
  }
}

/// Adds where the list of releases differs from the ledger row.
void compare_with_entry(const store::ReleaseRow& release, const store::LedgerEntry* entry,
                        std::vector<Finding>& found) {
  if (entry == nullptr) {
    found.push_back({release.id, 0, "", "", "The ledger has no row for the release."});
    return;
  }
  const auto differs = [&](const char* what) { found.push_back({release.id, entry->seq, "", "", what}); };
  if (entry->content != release.digest) differs("The ledger names another digest of the published content.");
  if (entry->period != release.period) differs("The ledger names another period.");
  if (entry->revision_date != release.revision_date) differs("The ledger names another revision date.");
}

void check_ledger(Inspection& at) {
  auto& found = at.found;
  found.ledger_rows = at.ledger.size();
  if (const auto* entry = entry_of(at.ledger, at.row.id)) found.ledger_row = entry->seq;
  for (auto& broken : compare_ledger(at.ledger, at.store.releases()))
    found.breaches.push_back(std::move(broken));
}

/// The entry whose evidence proves the release: its own, or the first later one that is kept; the newest if
/// there is none.
const store::LedgerEntry& proving_entry(Inspection& at) {
  const auto own = std::find_if(at.ledger.begin(), at.ledger.end(),
                                [&](const store::LedgerEntry& entry) { return entry.release == at.row.id; });
  for (auto entry = own; entry != at.ledger.end(); ++entry) {
    if (at.store.ledger().evidence(entry->release)) return *entry;
  }
  return at.ledger.back();
}

/// Decrypted, if it is the stored one and the key opens it.
std::optional<std::string> open_evidence(Inspection& at, const EvidenceKey& key) {
  if (at.ledger.empty()) {
    at.found.unchecked.push_back("The certificates: no release is in the ledger, so no evidence is kept.");
    return std::nullopt;
  }
  const auto& entry = proving_entry(at);
  const auto sealed = at.store.ledger().evidence(entry.release);
  if (!sealed) {
    at.found.breaches.push_back({entry.release, entry.seq, "", "", "The evidence is missing."});
    return std::nullopt;
  }
  if (entry.evidence != base::sha256_hex(*sealed)) {
    at.found.breaches.push_back({entry.release, entry.seq, "", "",
                                 "The evidence is not the one that the ledger names: it was changed."});
  }
  if (key.sealer == nullptr) {
    at.found.unchecked.push_back("The certificates: the evidence cannot be opened (" + key.fault + ").");
    return std::nullopt;
  }
  auto evidence = unseal_evidence(*key.sealer, entry.release, *sealed);
  if (!evidence) {
    at.found.unchecked.push_back(
        "The certificates: the sealing key does not open the evidence; it is another key, or the evidence "
        "was changed.");
  }
  return evidence;
}

void check_evidence(Inspection& at, const EvidenceKey& key) {
  const auto bytes = open_evidence(at, key);
  if (!bytes) return;
  const auto release = aggregate::read_release(at.row.content);
  if (!release) {
    at.found.unchecked.push_back("The certificates: the tables are not those that were proven.");
    return;
  }
  const auto evidence = aggregate::read_evidence(*bytes);
  const auto broken = [&](const base::Fault& fault) {
    at.found.breaches.push_back({"", 0, "", "", "The evidence does not prove it: " + fault.message + "."});
  };
  if (!evidence) return broken(evidence.error());
  if (const auto wrong = aggregate::recheck(*release, *evidence)) return broken(*wrong);
  at.found.certificates = evidence->certificates.size();
}

}  // namespace

std::vector<Finding> compare_ledger(const std::vector<store::LedgerEntry>& ledger,
                                    const std::vector<store::ReleaseRow>& releases) {
  std::vector<Finding> found;
  for (auto& broken : store::check_chain(ledger))
    found.push_back({"", broken.row, "", "", std::move(broken.what)});
  std::vector<std::string> done;
  for (const auto& release : releases) {
    if (release.state != "DONE") continue;
    done.push_back(release.id);
    compare_with_entry(release, entry_of(ledger, release.id), found);
  }
  for (const auto& entry : ledger) {
    if (std::find(done.begin(), done.end(), entry.release) == done.end())
      found.push_back({entry.release, entry.seq, "", "", "The release of this row is missing."});
  }
  return found;
}

ReleaseVerification verify_release(store::CaseStore& store, const store::ReleaseRow& row,
                                   const EvidenceKey& key) {
  Inspection at{store, row, store.ledger().entries(), {}};
  check_stored_form(at);
  check_ledger(at);
  check_evidence(at, key);
  return std::move(at.found);
}

}  // namespace raccordo::app
