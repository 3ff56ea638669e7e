// Loads population.csv, the denominators of rates (docs/mapping.md#scheme). Called by scheme_file only.
#pragma once

#include <filesystem>

#include "mapping/file_fault.hpp"
#include "model/population.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Columns `istat_code,year,sex,age,inhabitants`; nothing without the file. Faults: a Comune that is not in
/// the territory (the people of a former one count for its successor), a sex other than M and F, a number out
/// of bounds, two rows for the same people.
model::Population load_population(const std::filesystem::path& folder, const model::Territory& territory,
                                  FileFaults& faults);

}  // namespace raccordo::mapping
