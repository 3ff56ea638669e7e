// Parts of `raccordo tables` in files of their own, and what they share. Called by verb_tables.cpp.
#pragma once

#include <optional>
#include <string>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/rules/installation.hpp"
#include "app/tables/table_desk.hpp"

namespace raccordo::app {

/// The context of each verb.
struct TableWork {
  Installation& installation;
  const TablesOptions& options;
  Output output;
  TableDesk desk;
};

/// `bergamo/intervention` -> both names; the second is "" for a whole source.
TableName parse_table_name(const std::string& text);
/// Prints why a verb failed; faults of a table as `file:line: what, what to do`. Exit code 1.
int report_problem(const Problem& problem, Output output);
/// One line about a version, or its JSON.
void print_version(const store::TableVersionRow& row, Output output);

/// The table of a file, checked against the scheme; default: its own file of mappings/.
base::Result<mapping::Table, base::FileFaults> read_table_file(const TableWork& work, const TableName& name,
                                                               const std::string& file);
/// The file of the table in mappings/.
std::filesystem::path file_in_mappings(const TableWork& work, const TableName& name);

/// A version for the desk; 0: not given.
std::optional<std::int32_t> given(std::int32_t version);
/// True if a verb uses the file: one was named, or no version was named and none is open.
bool takes_file(const TableWork& work, const TableName& name);

int diff_table(const TableWork& work);
int impact_table(const TableWork& work);
int test_table(const TableWork& work);
int import_tables(const TableWork& work);
int export_table(const TableWork& work);
int activate_table(const TableWork& work);
int roll_back_table(const TableWork& work);

}  // namespace raccordo::app
