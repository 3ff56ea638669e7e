// Rows of table_versions and table_edits, read and written as a whole. Used by sqlite/tables.cpp only.
#pragma once

#include "store/interface/table_versions.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::vector<TableVersionRow> read_active_versions(Connection& db);
std::vector<TableVersionRow> read_current_versions(Connection& db);
std::vector<TableVersionRow> read_history(Connection& db, std::string_view source, std::string_view table);

enum class TableText : std::uint8_t { left_out, wanted };
std::optional<TableVersionRow> read_version(Connection& db, std::string_view source, std::string_view table,
                                            std::int32_t version, TableText content);
/// The open version, else the ACTIVE one.
std::optional<TableVersionRow> read_newest(Connection& db, std::string_view source, std::string_view table,
                                           TableText content);
std::optional<std::string> read_former_content(Connection& db, std::string_view source,
                                               std::string_view table, VersionMark mark);
/// The greatest version number ever assigned; 0 if none.
std::int32_t last_version(Connection& db, std::string_view source, std::string_view table);

void insert_version(Connection& db, const TableVersionRow& row, std::string_view content);
/// Everything except the content, by source, table and version.
void update_version(Connection& db, const TableVersionRow& row);
/// Replaces the content of an open version; the previous content moves to the edit that made it.
void replace_content(Connection& db, const TableVersionRow& row, std::string_view content);
/// Records that `row` was edited by its author at its revision.
void insert_edit(Connection& db, const TableVersionRow& row);
/// A version that is open no longer needs no earlier contents.
void forget_former_contents(Connection& db, const TableVersionRow& row);

}  // namespace raccordo::store
