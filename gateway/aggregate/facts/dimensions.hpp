// The dimensions of a table: categories from the scheme, and the category of each code of the facts. First
// step of counting (called by group.cpp); the categories are published unchanged. Every dimension starts with
// `_T`; `_U` (unassigned) is directly under it, so that every table adds up.
#pragma once

#include "aggregate/facts/counting_dimension.hpp"
#include "base/result.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// True if a table counts interventions and `when` applies to them: it uses area, type or management, or its
/// measure is amount or interventions.
bool counts_by_intervention(const model::ExtractDefinition& definition);

/// A fault if the scheme lacks the code system that the dimension needs.
base::Result<CountingDimension> build_dimension(const model::ExtractDefinition& definition,
                                                const model::DimensionChoice& choice,
                                                const model::Scheme& scheme, const model::Period& period);

}  // namespace raccordo::aggregate
