// All accepted cases of one consistent state, for counting, except those of persons whose processing is
// restricted. Scans three compact tables; identities are read only for restricted persons. Called by
// SqliteStore.
#pragma once

#include "model/case_facts.hpp"
#include "store/interface/settled.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Order: by record and person number, so the same database gives the same set.
model::FactSet read_snapshot(Connection& db);

/// As in CaseStore. Both read the same state if the connection is in a transaction.
SettledSnapshot read_settled_snapshot(Connection& db);
std::optional<Unsettled> read_unsettled(Connection& db);

}  // namespace raccordo::store
