// Retention: what is over after its time. A port of CaseStore; called by housekeeping. Threads and errors: as
// CaseStore.
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class Retention {
 public:
  virtual ~Retention() = default;

  /// Retention (configuration `retention`): drops what is older; waiting records that time out become
  /// REJECTED with `quarantine-expired`; from cases closed too long ago the person is taken, while the fact
  /// goes on counting. Submissions that are still kept tell of it, and `event` is appended with the counts if
  /// any of this happened. Returns how many rows were worked on.
  struct RetentionCutoffs {
    base::Instant quarantine, submissions, idempotency;
    base::Date closed_before;
  };
  virtual void apply_retention(RetentionCutoffs cutoffs, AuditEvent event, Done<std::uint64_t> done) = 0;
};

}  // namespace raccordo::store
