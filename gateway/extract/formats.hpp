// One function per format, selected by render.cpp. Same cube and document, same bytes.
#pragma once

#include <string>
#include <vector>

#include "extract/cube.hpp"
#include "extract/document.hpp"

namespace raccordo::extract {

/// JSON-stat 2.0, class dataset (https://json-stat.org/full/).
std::string write_json_stat(const Cube& cube, const Document& document);
/// UTF-8, comma, line feed; texts that a spreadsheet would read as a formula get an apostrophe in front.
std::string write_csv(const Cube& cube, const Document& document);
/// SDMX-CSV 2.0 (sdmx.org, SDMX 3.0 section 5): one observation a row, with the labels asked for.
std::string write_sdmx_csv(const Cube& cube, const Document& document);
/// SDMX-JSON 2.0, structure message: dataflow, data structure, concepts and code lists of the SDMX-CSV.
std::string write_sdmx_structure(const Cube& cube, const Document& document);
/// A sheet `Dati` with the cross table and a sheet `Informazioni` in Italian. Throws SystemFault if no
/// temporary file can be written.
std::string write_xlsx(const Cube& cube, const Document& document);
/// The same with one sheet for each cube, named by its title.
std::string write_workbook(const std::vector<Cube>& cubes, const Document& document);

}  // namespace raccordo::extract
