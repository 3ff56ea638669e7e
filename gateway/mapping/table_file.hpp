// Mapping tables as CSV files (docs/mapping.md#tables): strict reading with all faults together, canonical
// writing. Called by app at start, by `check`, and for table versions in the store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/file_fault.hpp"
#include "mapping/table.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Maximum number of rows of a table.
inline constexpr std::size_t kTableRows = 1'000'000;
/// Maximum number of columns besides those of `table_columns`.
inline constexpr std::size_t kMoreColumns = 64;

/// The table of a text: names for messages, and the code system of its targets.
struct TableIdentity {
  std::string source;
  std::string name;
  /// Of the scheme; `territory` means ISTAT codes of Comuni. Empty: targets are not checked (versions that
  /// were checked when they were written).
  std::string code_system;
  std::int32_t version = 0;  ///< 0: from a file
};

/// Reads a table: UTF-8 (byte order mark accepted), `;` or `,` detected, columns in any order, unknown
/// columns kept; `relationship` may be empty in a row without target that is not APPROVED. Faults: wrong
/// encoding, unclosed quote, missing column, bad status, relationship or date, target outside the code
/// system, approved row without target, exact duplicates, overlapping rows, more than kTableRows rows. `file`
/// is used in the faults only.
base::Result<Table, FileFaults> parse_table(std::string_view csv, const std::string& file,
                                            const TableIdentity& identity, const model::Scheme& scheme,
                                            Numbering numbering = Numbering::lines);
/// True if the faults of a table say that it has more than kTableRows rows.
bool has_too_many_rows(const FileFaults& faults);

/// `parse_table` of a file; a file that is missing or cannot be read is a fault.
base::Result<Table, FileFaults> load_table(const std::filesystem::path& file, const TableIdentity& identity,
                                           const model::Scheme& scheme);

/// The canonical CSV: comma, LF, quotes only where needed, `table_columns` first, rows in table order.
/// parse_table(write_table(t)) gives t again.
std::string write_table(const Table& table);
/// The columns that every table has (docs/guide-tables.en.md#the-columns), in order.
std::span<const std::string_view> table_columns();
/// Adds a cell to a CSV text, with quotes where they are needed.
void write_cell(std::string& out, std::string_view text);

/// SHA-256 of the canonical CSV, in hex: the content digest of a table version.
std::string table_digest(const Table& table);

}  // namespace raccordo::mapping
