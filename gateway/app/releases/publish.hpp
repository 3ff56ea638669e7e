// Publish: the one way from the store to an extract: snapshot, count, protect, keep; then, if an
// administrator wants it, open to everyone. Called by the routes and by `raccordo release`.
#pragma once

#include <memory>
#include <string>

#include "aggregate/release/release.hpp"
#include "app/problem/problem.hpp"
#include "app/releases/settled.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/installation.hpp"

namespace raccordo::app {

/// Computes an ordered release, certified on all before it, and stores it DONE with its evidence, its entry
/// in the ledger and in the audit; or REFUSED with the reason. One at a time: others wait. It waits, too,
/// while stored records are mapped again (settled.hpp). Returns the final row with content. If it throws, the
/// release is REFUSED.
store::ReleaseRow carry_out_release(store::CaseStore& store, const ActiveTables& tables, const Keyring& keys,
                                    store::ReleaseRow ordered, const base::Clock& clock,
                                    const Patience& patience = {});

/// A stored release that is DONE, checked against its digest. Throws base::SystemFault if it was changed.
aggregate::Release open_release(const store::ReleaseRow& row);

/// Opens a finished release to everyone; once published it stays so, with the time of the first publication.
/// The problem is `not-found`, `release-running` or `release-refused`. Throws base::SystemFault if the stored
/// tables were changed: nothing broken is published.
base::Result<store::ReleaseRow, Problem> publish_release(store::CaseStore& store, const std::string& id,
                                                         const std::string& actor, const base::Clock& clock);

/// Who reads the metadata of a release: the note and the reason of a refusal are for those inside.
enum class Audience { inside, open };

/// `GET /v1/releases/{id}`: metadata with state, publication, and reason where refused. `row` needs no
/// content.
std::string release_json(const store::ReleaseRow& row, Audience audience = Audience::inside);

}  // namespace raccordo::app
