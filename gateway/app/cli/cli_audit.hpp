// The verbs `raccordo audit ...` as the command line parses them; cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// Adds the verbs to the group `audit`. `options` must outlive the parsing.
void add_audit_verbs(CLI::App& group, AuditOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
