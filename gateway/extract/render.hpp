// The formats of a published table: JSON-stat 2.0, SDMX-CSV 2.0, CSV and XLSX. All show the same cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extract/cube.hpp"
#include "extract/document.hpp"
#include "model/extract.hpp"

namespace raccordo::extract {

enum class TableFormat { json_stat, csv, sdmx_csv, xlsx, sdmx_structure };
/// `json-stat`, `csv`, `sdmx-csv`, `xlsx`: value of `?format=` and `--format`. `sdmx-structure` is the data
/// structure of the SDMX-CSV, at an address of its own.
std::string_view to_string(TableFormat format);
/// One of the four formats of cells.
std::optional<TableFormat> parse_table_format(std::string_view text);
std::string_view media_type(TableFormat format);
/// ".json", ".csv", ".sdmx.csv", ".xlsx", ".structure.json"
std::string_view file_extension(TableFormat format);

/// Same table and document, same bytes, in every format.
std::string render(const model::ProtectedTable& table, TableFormat format, const Document& document = {});
std::string render(const Cube& cube, TableFormat format, const Document& document = {});

}  // namespace raccordo::extract
