// Loads the shared scheme, mappings/scheme/*.csv (docs/mapping.md#scheme): code systems, territory, aliases
// and groups. Called by app at start and on SIGHUP, and by `check`.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "mapping/file_fault.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Every code system that a shared field needs must have its file; further systems are allowed.
/// `territory.csv` and `ambiti.csv` are required; `territory-aliases.csv`, `comune-groups.csv` and
/// `population.csv` are optional. Returns the scheme or all faults of all files: missing file or column,
/// duplicate code, unknown parent, cycle of parents, bad date or age, unknown Ambito or Comune.
base::Result<model::Scheme, FileFaults> load_scheme(const std::filesystem::path& folder);

}  // namespace raccordo::mapping
