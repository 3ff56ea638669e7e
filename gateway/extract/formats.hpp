// One function per format, selected by render.cpp. Same table, same bytes.
#pragma once

#include <string>

#include "model/extract.hpp"

namespace raccordo::extract {

/// JSON-stat 2.0, class dataset (https://json-stat.org/full/).
std::string write_json_stat(const model::ProtectedTable& table);
/// UTF-8, comma, `
/// `; texts that a spreadsheet would read as a formula get an apostrophe in front.
std::string write_csv(const model::ProtectedTable& table);
/// SDMX-CSV 2.0 (sdmx.org, SDMX 3.0 section 5): codes only, one observation a row.
std::string write_sdmx_csv(const model::ProtectedTable& table);
/// Two sheets: `Dati` with the columns of the CSV, `Informazioni` with title, period, rules and guarantee.
/// Throws SystemFault if no temporary file can be written.
std::string write_xlsx(const model::ProtectedTable& table);

}  // namespace raccordo::extract
