// Publish: the only way from the store to an extract: snapshot, count, protect, store; then, on request of an
// administrator, open to everyone. Called by the routes and by `raccordo release`.
#pragma once

#include <memory>
#include <string>

#include "aggregate/release/release.hpp"
#include "app/problem/problem.hpp"
#include "app/releases/settled.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/installation.hpp"

namespace raccordo::app {

/// Computes an ordered release, certified together with all earlier ones, and stores it DONE with its
/// evidence, its entry in the ledger and in the audit; or REFUSED with the reason. One at a time: others
/// wait. Waits also while stored records are mapped again (settled.hpp). Returns the final row with content.
/// If it throws, the release is REFUSED.
store::ReleaseRow carry_out_release(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                                    store::ReleaseRow ordered, const base::Clock& clock,
                                    const Patience& patience = {});

/// A stored release that is DONE, checked against its digest. Throws base::SystemFault if it was changed.
aggregate::Release open_release(const store::ReleaseRow& row);

/// Opens a finished release to everyone; a published one keeps the time of its first publication. The problem
/// is `not-found`, `release-running` or `release-refused`. Throws base::SystemFault if the stored tables were
/// changed.
base::Result<store::ReleaseRow, Problem> publish_release(store::CaseStore& store, const std::string& id,
                                                         const std::string& actor, const base::Clock& clock);

}  // namespace raccordo::app
