// The dimensions of a table: categories from the scheme, and to which of them each code of the facts belongs.
// First step of counting (group.cpp calls it); the categories go unchanged into the published table.
// Every dimension starts with `_T`; `_U` (unassigned) stands directly under it, so that every table adds up.
#pragma once

#include "aggregate/facts/counting_dimension.hpp"
#include "base/result.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// True where a table counts interventions and `when` applies to them: an area, a type, a form of management,
/// an amount or interventions themselves are asked.
bool counts_by_intervention(const model::ExtractDefinition& definition);

/// A fault if the scheme lacks the code system that the dimension needs.
base::Result<CountingDimension> build_dimension(const model::ExtractDefinition& definition,
                                                const model::DimensionChoice& choice,
                                                const model::Scheme& scheme, const model::Period& period);

}  // namespace raccordo::aggregate
