// The verbs `raccordo subjects ...` and `raccordo processing-register` as the command line parses them;
// cli.cpp calls it.
#pragma once

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// Adds the verbs to the group `subjects`. `options` must outlive the parsing.
void add_subject_verbs(CLI::App& group, SubjectsOptions& options, const VerbMaker& make);
void add_processing_register(CLI::App& app, ProcessingRegisterOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
