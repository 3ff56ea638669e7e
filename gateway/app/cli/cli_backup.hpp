// The verbs `raccordo backup`, `restore` and `doctor` as the command line parses them; cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// `options` must outlive the parsing.
void add_backup_verbs(CLI::App& app, BackupOptions& options, const VerbMaker& make);
void add_doctor(CLI::App& app, const VerbMaker& make);
/// `release import-ledger`.
void add_ledger_verb(CLI::App& release, BackupOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
