// Reads the small CSV files that the generator needs (scheme, mapping tables, its figures). Trusted input:
// a fault is an exception that names the file. Called by territory, inverse_tables and figures.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::synth {

/// One row by column name.
using CsvRow = std::map<std::string, std::string, std::less<>>;

/// All rows below the header; `;` or `,` found from the header, a byte order mark tolerated, cells quoted
/// with `"` may hold line breaks. Throws std::runtime_error.
std::vector<CsvRow> read_csv(const std::filesystem::path& file);

/// The cell, or "" if there is no such column.
const std::string& cell(const CsvRow& row, std::string_view column);

}  // namespace raccordo::synth
