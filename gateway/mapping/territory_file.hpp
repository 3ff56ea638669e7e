// Loads the territory: territory.csv, ambiti.csv, territory-aliases.csv and comune-groups.csv. Called by
// scheme_file alone.
#pragma once

#include <filesystem>

#include "mapping/file_fault.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Whatever could be read; faults say what could not.
model::Territory load_territory(const std::filesystem::path& folder, FileFaults& faults);

}  // namespace raccordo::mapping
