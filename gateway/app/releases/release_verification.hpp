// Rechecks a release from the store: its tables and metadata, its place in the ledger, and its evidence.
// Continues after the first fault and names every broken part and every part that could not be checked.
// Called by `raccordo release verify`, and before a release is computed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aggregate/release/verification.hpp"
#include "privacy/keys.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// A changed or missing part, and its place.
struct Finding {
  std::string release;          ///< "" where another than the one asked for is not meant
  std::int64_t ledger_row = 0;  ///< 0: not in the ledger
  std::string table, cell;      ///< "" where the whole release or table is meant
  std::string what;             ///< one sentence
};

struct ReleaseVerification {
  std::size_t tables = 0, cells = 0, hidden = 0;
  std::size_t ledger_rows = 0;
  std::int64_t ledger_row = 0;   ///< of this release; 0: it has none
  std::size_t certificates = 0;  ///< recomputed and valid
  std::vector<Finding> breaches;
  std::vector<std::string> unchecked;  ///< one sentence each: what could not be checked, and why

  bool holds() const { return breaches.empty() && unchecked.empty(); }
};

/// The key that opens the evidence, or the reason why there is none.
struct EvidenceKey {
  const privacy::Sealer* sealer = nullptr;
  std::string fault;  ///< if there is no sealer
};

/// Broken links of the ledger, then releases and rows that do not belong together. Both must be read from the
/// same state of the store. No release may be certified on such a ledger.
std::vector<Finding> compare_ledger(const std::vector<store::LedgerEntry>& ledger,
                                    const std::vector<store::ReleaseRow>& releases);

ReleaseVerification verify_release(store::CaseStore& store, const store::ReleaseRow& row,
                                   const EvidenceKey& key);

}  // namespace raccordo::app
