// Codes of a table that look alike and do not mean the same. Called by `raccordo check`.
#pragma once

#include <string>

#include "base/file_fault.hpp"
#include "mapping/table.hpp"

namespace raccordo::mapping {

/// Warnings on the rows of a table, with their lines: codes that hold what cannot be seen, codes that differ
/// only in case or only in what cannot be seen and do not mean the same.
base::FileFaults lookalike_warnings(const Table& table, const std::string& file);

}  // namespace raccordo::mapping
