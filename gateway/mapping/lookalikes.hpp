// Codes of a table that look alike and have different meanings. Called by `raccordo check`.
#pragma once

#include <string>

#include "base/file_fault.hpp"
#include "mapping/table.hpp"

namespace raccordo::mapping {

/// Warnings on the rows of a table, with their lines: codes with invisible characters, and codes with
/// different meanings that differ only in case or in invisible characters.
base::FileFaults lookalike_warnings(const Table& table, const std::string& file);

}  // namespace raccordo::mapping
