// Loads the territory: territory.csv, ambiti.csv, territory-aliases.csv and comune-groups.csv. Called by
// scheme_file only.
#pragma once

#include <filesystem>

#include "mapping/file_fault.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// The readable part; faults report the rest.
model::Territory load_territory(const std::filesystem::path& folder, FileFaults& faults);

}  // namespace raccordo::mapping
