// All accepted cases of one moment, as counting wants them. Reads three compact tables from end to end and
// nothing that identifies a person. Called by SqliteStore.
#pragma once

#include "model/case_facts.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Order: by record and person number, so the same database gives the same set.
model::FactSet read_snapshot(Connection& db);

}  // namespace raccordo::store
