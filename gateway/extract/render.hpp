// The formats of a published table: JSON-stat 2.0, SDMX-CSV 2.0, CSV and XLSX. All show the same cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/extract.hpp"

namespace raccordo::extract {

enum class TableFormat { json_stat, csv, sdmx_csv, xlsx };
/// `json-stat`, `csv`, `sdmx-csv`, `xlsx`: value of `?format=` and `--format`.
std::string_view to_string(TableFormat format);
std::optional<TableFormat> parse_table_format(std::string_view text);
std::string_view media_type(TableFormat format);
std::string_view file_extension(TableFormat format);  // ".json", ".csv", ".sdmx.csv", ".xlsx"

/// Same table, same bytes, in every format.
std::string render(const model::ProtectedTable& table, TableFormat format);

}  // namespace raccordo::extract
