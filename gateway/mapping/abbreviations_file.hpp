// mappings/scheme/abbreviations.csv: abbreviations of the field, for suggestions and searches. Data, so that
// administrators can add those of their programs. Called by load_scheme.
#pragma once

#include <filesystem>

#include "mapping/file_fault.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Columns `abbreviation,meaning`; no file, no abbreviations. Faults: an empty cell, an abbreviation of
/// several words, the same abbreviation twice.
model::Abbreviations load_abbreviations(const std::filesystem::path& folder, FileFaults& faults);

}  // namespace raccordo::mapping
