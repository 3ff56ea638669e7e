// `raccordo serve`: opens the store, listens, and runs until it is ended. Passed to the command line by
// main.cpp.
#pragma once

#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// Exit code 0 after a regular end, 1 if the gateway could not start or a resource failed.
int run_serve(const Config& config, const ServeOptions& options);

}  // namespace raccordo::app
