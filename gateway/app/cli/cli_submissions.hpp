// The verbs of the command line that look after submissions: `submissions list|show|retry`, and the hidden
// one that the gateway gives to a process of its own. Called by cli.cpp.
#pragma once

#include "app/cli/cli_tables.hpp"
#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// As add_table_verbs; `options` outlive the parsing.
void add_submission_verbs(CLI::App& group, SubmissionsOptions& options, const VerbMaker& make);
void add_process_body(CLI::App& app, ProcessBodyOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
