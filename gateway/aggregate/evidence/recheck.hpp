// Rechecks a release against the evidence that is kept with it. Called by `raccordo release verify`, and in
// part when the next release is made.
#pragma once

#include <optional>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

/// Do the hidden cells of all layers but the last, and all certificates, belong to these plans?
bool fits(const Evidence& evidence, const std::vector<PlannedTable>& plans);

/// Counts the register anew, compares every number shown, and recomputes every certificate, for this and all
/// earlier releases. Nothing if all holds; else what does not.
std::optional<base::Fault> recheck(const Release& release, const Evidence& evidence);

}  // namespace raccordo::aggregate
