// The verb `raccordo store copy` as the command line parses it; cli.cpp calls it.
#pragma once

#include <string>

#include "app/cli/cli_tables.hpp"

namespace raccordo::app {

/// `options` and `config_file` must outlive the parsing; `--from` is another name of `--config`.
void add_store_verbs(CLI::App& group, StoreCopyOptions& options, std::string& config_file,
                     const VerbMaker& make);

}  // namespace raccordo::app
