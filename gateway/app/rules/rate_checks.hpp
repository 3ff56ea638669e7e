// Checks of the inhabitants that rates divide by (docs/extracts.md#rates), before anything is released.
// Called by rulebook.cpp and `raccordo check`. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/file_fault.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::app {

/// A rate needs inhabitants of every Comune. Each fault once, with all extracts that it concerns.
/// `file` is that of the inhabitants.
base::FileFaults rate_faults(const std::vector<model::ExtractDefinition>& extracts,
                             const model::Scheme& scheme, const std::string& file);

/// Rows that can hardly be meant, with their lines: nobody lives in a Comune; a year that has not begun.
base::FileFaults population_warnings(const model::Scheme& scheme, const std::string& file, int this_year);

}  // namespace raccordo::app
