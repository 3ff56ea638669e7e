// Opening of the store by `serve`: takes the claim, checks the store against its identity file or the
// operator's reason, and opens it. Nothing is changed before all checks pass.
#pragma once

#include <memory>

#include "app/cli/verbs.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/store_claim.hpp"

namespace raccordo::app {

struct StoreEntry {
  std::unique_ptr<store::StoreClaim> claim;  ///< released last: members are destroyed in reverse order
  std::unique_ptr<Installation> installation;
  std::string accepted;  ///< the mismatch of the store that the operator accepted
};

/// All faults, or the open store.
base::Result<StoreEntry, base::FileFaults> enter_store(const Config& config, const ServeOptions& options);

/// Audits what was accepted, once the store takes writes.
void tell_accepted(const StoreEntry& entry, const ServeOptions& options);

}  // namespace raccordo::app
