// The verbs `raccordo quarantine ...` as the command line parses them; cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// Adds the verbs to the group `quarantine`. `options` must outlive the parsing.
void add_quarantine_verbs(CLI::App& group, QuarantineOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
