// Whether the stored records say anything of a period. Called by Publish before a release is computed: what
// is published only moves forward, so a period that was mistyped would bar all periods before it.
#pragma once

#include <optional>
#include <string>

#include "model/case_facts.hpp"
#include "model/extract.hpp"

namespace raccordo::app {

/// Why the period cannot be released: it ends more than ten years before the first day that any record shows,
/// or begins more than ten years after the last one. Names the years that there are. Nothing if it can, or if
/// there is no record at all.
std::optional<std::string> fault_of_period(const model::FactSet& facts, const model::Period& period);

}  // namespace raccordo::app
