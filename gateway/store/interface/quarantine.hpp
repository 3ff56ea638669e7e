// Quarantine: records that wait for the mapping of a code or for a decision. A port of CaseStore; called by
// the routes of worklist and quarantine, and by decisions. Threads and errors: as CaseStore.
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

/// An administrator's word on a record that awaits one (QuarantineRow::awaits).
struct Decision {
  std::int64_t id = 0;
  base::Digest content{};                ///< as it was when the administrator looked
  std::optional<PreparedRecord> accept;  ///< mapped anew, ACCEPTED; nothing: it is rejected
  AuditEvent event;
  /// Of the tables that `accept` was mapped with (Replays::generation): as ApplyRequest says.
  std::int64_t generation = kMappedForGood;
};
/// gone: no such record awaits a decision, or another sending took its place meanwhile.
enum class Decided : std::uint8_t { done, gone };

class Quarantine {
 public:
  virtual ~Quarantine() = default;

  virtual std::vector<WorklistRow> worklist() = 0;
  virtual Page<QuarantineRow> quarantine(std::string_view source, std::size_t limit,
                                         std::string_view cursor) = 0;
  virtual std::optional<QuarantineRow> quarantined(std::int64_t id) = 0;
  /// Accepts or rejects a record that awaits a decision, and tells the audit and the receipts.
  virtual void decide(Decision decision, Done<Decided> done) = 0;
};

}  // namespace raccordo::store
