// Mapping tables as JSON: `{"rows":[{"source_code":"A", ...}, ...]}`, accepted by `PUT` and returned by `GET`
// besides CSV (docs/mapping.md#tables). Called by app/; include from .cpp files only (RapidJSON).
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "mapping/file_fault.hpp"
#include "mapping/table.hpp"

namespace raccordo::mapping {

/// A table received as JSON, converted to CSV.
struct TableDocument {
  std::string csv;     ///< one row for each of `rows`: read it with Numbering::rows
  std::string reason;  ///< member `reason`, if there is one
};

/// Members of a row are columns; each is text or null. Other members that `GET` returns may be present and
/// are ignored. Faults: line 0 if the structure is wrong (not well-formed, nested deeply, no `rows`), else
/// the number of the row, from 1.
base::Result<TableDocument, FileFaults> read_table_json(std::string_view json);

/// A row of the table with all its columns.
void write_row_json(base::JsonWriter& writer, const Table& table, const Row& row);
/// All rows as a list.
void write_rows_json(base::JsonWriter& writer, const Table& table);

}  // namespace raccordo::mapping
