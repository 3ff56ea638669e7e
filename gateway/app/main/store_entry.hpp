// How `serve` comes to its store: it takes the claim, makes sure that the store is the one that was there, or
// that somebody said why another one is to be used, and opens it. Nothing is changed before all that fits.
#pragma once

#include <memory>

#include "app/cli/verbs.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/store_claim.hpp"

namespace raccordo::app {

struct StoreEntry {
  std::unique_ptr<store::StoreClaim> claim;  ///< given back last: members go in reverse order
  std::unique_ptr<Installation> installation;
  std::string accepted;  ///< what was wrong with the store, and was accepted
};

/// All faults, or the open store.
base::Result<StoreEntry, base::FileFaults> enter_store(const Config& config, const ServeOptions& options);

/// Tells the audit what was accepted, once the store takes writes.
void tell_accepted(const StoreEntry& entry, const ServeOptions& options);

}  // namespace raccordo::app
