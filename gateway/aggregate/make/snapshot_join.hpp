// The register of a ledger: one for all its releases, to which every new snapshot is joined. Internal to
// aggregate/: make_proven_release does it before it counts.
#pragma once

#include "aggregate/evidence/evidence.hpp"

namespace raccordo::aggregate {

/// Joins a snapshot to the register of all earlier releases, as the layer of that number. Persons are the
/// same where their keys are; a case that is as it was in the layer before stays one row. Numbers of persons
/// and of codes that were given stay.
void join_snapshot(Evidence& earlier, const model::FactSet& snapshot, std::uint16_t layer);

}  // namespace raccordo::aggregate
