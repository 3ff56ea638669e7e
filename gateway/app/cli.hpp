// The command line: parses arguments, loads the configuration and calls the verb. Only main.cpp calls it.
#pragma once

namespace raccordo::app {

/// Returns the process's exit code.
int run_command_line(int argc, const char* const* argv);

}  // namespace raccordo::app
