// The verbs `keys init` and `keys rotate` as the command line parses them; cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// Adds the verbs to the group `keys`. `options` must outlive the parsing.
void add_key_verbs(CLI::App& group, KeyRotationOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
