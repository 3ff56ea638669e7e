// Retention: deletes data whose time has ended. A port of CaseStore; called by housekeeping. Threads and
// errors: as CaseStore.
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class Retention {
 public:
  virtual ~Retention() = default;

  /// Retention (configuration `retention`): deletes older data; waiting records that time out become REJECTED
  /// with `quarantine-expired`; the person of cases closed too long ago is removed, while the fact still
  /// counts. Submissions that are still stored report it, and `event` is appended with the counts if any of
  /// this happened. Returns the number of rows processed.
  struct RetentionCutoffs {
    base::Instant quarantine, submissions, idempotency;
    base::Date closed_before;
    base::Instant exchanges = {};  ///< that ended before
  };
  virtual void apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
