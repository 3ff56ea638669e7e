// The verbs of the command line for submissions: `submissions list|show|retry`, and the hidden one for the
// lone process. Called by cli.cpp.
#pragma once

#include "app/cli/cli_tables.hpp"
#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// As add_table_verbs; `options` must outlive the parsing.
void add_submission_verbs(CLI::App& group, SubmissionsOptions& options, const VerbMaker& make);
void add_process_body(CLI::App& app, ProcessBodyOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
