// Rechecks a release against its stored evidence. Called by `raccordo release verify`, and in part when the
// next release is made.
#pragma once

#include <optional>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// True if the hidden cells of all layers except the last, and all certificates, belong to these plans.
bool fits(const Evidence& evidence, const std::vector<PlannedTable>& plans);

/// Counts the register again, compares every published number, and recomputes every certificate, for this and
/// all earlier releases. Nothing if everything is correct; otherwise the faults.
std::optional<base::Fault> recheck(const Release& release, const Evidence& evidence);

}  // namespace raccordo::aggregate
