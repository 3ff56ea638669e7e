// Forgets the oldest releases of an evidence, so that the cost of a release does not grow with their number
// (docs/protection.md#rule-8). Internal to aggregate/: make_proven_release does it before joining a new one.
#pragma once

#include "aggregate/evidence/evidence.hpp"

namespace raccordo::aggregate {

/// Removes the oldest layer: its rows, its cells and the certificates of these, and persons who are in no
/// other. Witnesses that refer to it are removed from the certificates of other layers, which must be
/// renewed. There must be more than one layer.
void forget_oldest(Evidence& evidence);

}  // namespace raccordo::aggregate
