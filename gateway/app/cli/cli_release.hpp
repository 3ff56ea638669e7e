// The verbs `raccordo release ...` as the command line parses them; cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// `options` must outlive the parsing.
void add_release_verbs(CLI::App& group, ReleaseOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
