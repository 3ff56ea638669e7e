// The categories of territory and residence: the requested level and all levels above, up to `_T`. Internal
// to aggregate/: called by dimensions.cpp.
#pragma once

#include "aggregate/facts/counting_dimension.hpp"

namespace raccordo::aggregate {

/// Fills categories and leaves for the level in `dimension.choice`. A Comune of a group is under the group, a
/// group or single Comune under its Ambito, a Comune without Ambito (Torre de' Busi) under `_U`. At level
/// comune of the published register a Comune of a group is listed only if it is shown alone, and at level
/// group a Comune without group is a category of its own.
void build_territory(CountingDimension& dimension, const model::Territory& territory);

}  // namespace raccordo::aggregate
