// BodyWork: processes one spooled body in this process: from the sealed spool through the usual DocumentRun.
// Called by Background, and by the lone process of a suspect body.
#pragma once

#include <atomic>
#include <memory>

#include "app/ingest/body_verdict.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "intake/spool.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct BodyParts {
  store::CaseStore& store;
  const intake::Spool& spool;
  std::shared_ptr<const ActiveTables> tables;
  std::shared_ptr<const Keyring> keys;
  const base::Clock& clock;
  /// Grows while the body is read, to show progress.
  std::atomic<std::uint64_t>& progress;
};

/// What is missing before the body can be processed (kWaitsForClient, kWaitsForSource); "" if nothing.
std::string_view missing_for(const ActiveTables& tables, const store::SubmissionRow& row);

/// Never throws for faults of the body or the machine; logs them.
BodyOutcome process_body(const BodyParts& parts, const store::SubmissionRow& row);

/// Seals and opens bodies with the keys' sealer, which must outlive the result.
intake::SpoolSeal spool_seal(const privacy::Sealer& sealer);
intake::SpoolSeal spool_seal(const privacy::Sealer&& sealer) = delete;

}  // namespace raccordo::app
