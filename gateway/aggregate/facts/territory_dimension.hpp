// The categories of territory and residence: the level asked for and all levels above, up to `_T`.
// Internal to aggregate/: dimensions.cpp calls it.
#pragma once

#include "aggregate/facts/counting_dimension.hpp"

namespace raccordo::aggregate {

/// Fills categories and leaves for the level in `dimension.choice`. A Comune of a group hangs under the
/// group, a group or lone Comune under its Ambito; what belongs to no Ambito (Torre de' Busi) under `_U`. At
/// level group a Comune that is in no group stands for itself.
void build_territory(CountingDimension& dimension, const model::Territory& territory);

}  // namespace raccordo::aggregate
