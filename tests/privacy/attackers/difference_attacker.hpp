// An attacker that compares two releases of one period, cell by cell, and the formats of one table. It
// assumes only that the same coordinates mean the same cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "privacy/attackers/linear_attacker.hpp"
#include "privacy/attackers/published_cells.hpp"

namespace raccordo::attackers {

/// Counts shown in both releases for one period that differ by 1..k-1: so many joined or left. Cells of
/// different periods are not compared; link_tables does that.
std::vector<Breach> attack_by_difference(const std::vector<PublishedTable>& before,
                                         const std::vector<PublishedTable>& after, int k);

/// Cells of one period shown in one release and hidden in the other, by name: each change of status reveals
/// that the members changed, and allows the shown value to be used for the hidden one.
std::vector<std::string> changes_of_status(const std::vector<PublishedTable>& before,
                                           const std::vector<PublishedTable>& after);

/// The cells of one format in order; hidden ones are empty. Throws std::invalid_argument if value and status
/// contradict each other.
using CellColumn = std::vector<std::optional<std::int64_t>>;
CellColumn read_csv_cells(std::string_view csv, std::string_view measure);
CellColumn read_sdmx_cells(std::string_view sdmx_csv, std::string_view measure);
/// `sheet` and `strings`: xl/worksheets/sheet1.xml and xl/sharedStrings.xml of the workbook.
CellColumn read_xlsx_cells(const std::string& sheet, const std::string& strings, const PublishedTable& shape);

}  // namespace raccordo::attackers
