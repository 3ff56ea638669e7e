// The register of a ledger: one for all its releases; every new snapshot is joined to it. Internal to
// aggregate/: make_proven_release does it before counting.
#pragma once

#include "aggregate/evidence/evidence.hpp"

namespace raccordo::aggregate {

/// Joins a snapshot to the register of all earlier releases, as the layer of that number. Persons with the
/// same key are the same; an unchanged case of the previous layer stays one row. Numbers of persons and codes
/// do not change.
void join_snapshot(Evidence& earlier, const model::FactSet& snapshot, std::uint16_t layer);

}  // namespace raccordo::aggregate
