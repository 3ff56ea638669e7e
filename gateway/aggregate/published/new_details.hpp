// New details: what the catalogue publishes for the first time (a dimension, finer bands of ages) of seats
// that stay. Their published facts do not have it, and if they were counted as unassigned a reader would see
// who waits and who was erased. Internal to aggregate/.
#pragma once

#include <vector>

#include "aggregate/published/choice.hpp"

namespace raccordo::aggregate {

/// Completes the facts with which seats stay: from their own person, if there is one, else from another one
/// with the same Comune, area or band. What was published before stays as it is. `has_person` by seat of the
/// register. Same register and proposal: same result (docs/protection.md#rule-19).
void add_new_details(const PublishedRegister& given, const std::vector<bool>& has_person, Proposal& proposal);

}  // namespace raccordo::aggregate
