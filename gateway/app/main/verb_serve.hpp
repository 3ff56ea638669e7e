// `raccordo serve`: opens the store, listens, and runs until it is told to end. main.cpp hands it to the
// command line.
#pragma once

#include "app/cli/verbs.hpp"

namespace raccordo::app {

/// Exit code 0 after an orderly end, 1 if the gateway could not start or lost what it needs.
int run_serve(const Config& config, const ServeOptions& options);

}  // namespace raccordo::app
