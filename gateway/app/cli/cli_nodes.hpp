// The verbs `nodes list|forget`. Called by cli.cpp.
#pragma once

#include "app/cli/cli_tables.hpp"
#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// As add_table_verbs; `options` must outlive the parsing.
void add_node_verbs(CLI::App& group, NodesOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
