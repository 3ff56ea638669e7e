// The sheets of a workbook. Internal to extract/.
#pragma once

#include <string>
#include <vector>

#include "extract/cube.hpp"
#include "extract/document.hpp"
#include "extract/xlsx_book.hpp"

namespace raccordo::extract {

/// The cross table with its title, filters, a header that is repeated on every page, and page setup.
void add_cross_sheet(Book& book, const std::string& name, const Cube& cube);
/// What the tables count, how to read them, rules and guarantee, in Italian.
void add_information_sheet(Book& book, const std::vector<Cube>& cubes, const Document& document);

}  // namespace raccordo::extract
