// The command line: parses arguments, loads the configuration and calls the verb. Only main.cpp calls it.
#pragma once

#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// The implementation of `serve`, passed in by main/, because verbs do not depend on HTTP.
using Serve = int (*)(const Config& config, const ServeOptions& options);

/// Returns the process's exit code.
int run_command_line(int argc, const char* const* argv, Serve serve);

}  // namespace raccordo::app
