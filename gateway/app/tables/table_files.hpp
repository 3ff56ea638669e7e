// The files of mappings/ compared with the versions in the store: files are drafts, the gateway uses
// versions. Used by `GET /v1/tables` and by `raccordo tables list` and `status`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/tables/table_desk.hpp"

namespace raccordo::app {

enum class FileState : std::uint8_t {
  same,           ///< equals the ACTIVE version
  draft_differs,  ///< the file differs from the version in force
  is_new,         ///< the table has no version in force yet
  missing,        ///< there is no such file
  faulty          ///< it cannot be loaded
};
std::string_view to_string(FileState state);  // "same", "draft-differs", "new", ...

/// Differences in rows between the version in force and the file.
struct FileStatus {
  FileState state = FileState::same;
  std::size_t added = 0, removed = 0, changed = 0;
  bool as_open = false;     ///< the open version equals the file
  base::FileFaults faults;  ///< of a faulty file
};

/// A table with its version in force, its open version and the state of its file.
struct TableSummary {
  TableName name;
  std::string code_system;  ///< "" if no profile uses the table any more
  std::optional<store::TableVersionRow> active, open;
  std::size_t rows = 0;  ///< of the version in force
  FileStatus file;
};

/// All tables that a profile uses or the store has, by source and table. Files as of the rulebook.
std::vector<TableSummary> list_tables(store::CaseStore& store, const ActiveTables& tables);

/// `{"items":[...],"next":null}`.
std::string table_list_json(const std::vector<TableSummary>& tables);

}  // namespace raccordo::app
