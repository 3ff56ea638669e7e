// Quarantine: records that wait for the mapping of a code or for a decision (docs/storage.md#held-records). A
// port of CaseStore; called by the routes of worklist and quarantine, and by decisions. Threads and errors:
// as CaseStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/stored.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// Which waiting records to list; an empty member does not restrict. The views are read during the call only.
struct QuarantineFilter {
  std::string_view source = {};
  std::string_view owner = {};                          ///< ISTAT code of the Comune
  std::string_view record_id = {};                      ///< whole
  std::string_view table = {};                          ///< waits for a code of this mapping table
  std::string_view code = {};                           ///< waits for this code of the source
  std::optional<base::Instant> since = {}, until = {};  ///< received: from, before
};

/// The decision of an administrator on a record that awaits one (QuarantineRow::awaits).
struct Decision {
  std::int64_t id = 0;
  base::Digest content{};                ///< QuarantineRow::content as the administrator saw it
  std::optional<PreparedRecord> accept;  ///< mapped again, ACCEPTED; nothing: the record is rejected
  AuditEvent event;
  /// Generation of the tables with which `accept` was mapped (Replays::generation), as in ApplyRequest.
  std::int64_t generation = kMappedForGood;
};
/// gone, and nothing is written: the record does not await a decision (any more), was sent again with another
/// content, the stored record changed its owner since the administrator looked, or a version to be accepted
/// is older than the stored one.
enum class Decided : std::uint8_t { done, gone };

class Quarantine {
 public:
  virtual ~Quarantine() = default;

  virtual std::vector<WorklistRow> worklist() = 0;
  virtual Page<QuarantineRow> quarantine(const QuarantineFilter& filter, std::size_t limit,
                                         std::string_view cursor) = 0;
  virtual std::optional<QuarantineRow> quarantined(std::int64_t id) = 0;
  /// Accepts or rejects a record that awaits a decision; appends to the audit and updates the receipts.
  virtual void decide(Decision decision, Done<Decided> done) = 0;
};

}  // namespace raccordo::store
