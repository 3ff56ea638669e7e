// Mapping tables as JSON: `{"rows":[{"source_code":"A", ...}, ...]}`, what `PUT` takes and `GET` gives beside
// CSV (docs/mapping.md#tables). Called by app/; include from .cpp files only (RapidJSON).
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"
#include "mapping/file_fault.hpp"
#include "mapping/table.hpp"

namespace raccordo::mapping {

/// A table that came as JSON, as the CSV it stands for.
struct TableDocument {
  std::string csv;     ///< one row for each of `rows`: read it with Numbering::rows
  std::string reason;  ///< member `reason`, if there is one
};

/// Members of a row are columns; each is text or null. What `GET` gives beside the rows may stay in the
/// document and is passed over. Faults: line 0 where it is no such document at all (not well-formed, nested
/// deep, no `rows`), else the number of the row, from 1.
base::Result<TableDocument, FileFaults> read_table_json(std::string_view json);

/// A row of the table with all its columns.
void write_row_json(base::JsonWriter& writer, const Table& table, const Row& row);
/// All rows as a list.
void write_rows_json(base::JsonWriter& writer, const Table& table);

}  // namespace raccordo::mapping
