// The verb `raccordo init` as the command line parses it; cli.cpp calls it.
#pragma once

#include <functional>

#include "app/cli/init_questions.hpp"

namespace CLI {
class App;
}

namespace raccordo::app {

/// `options` must outlive the parsing; `act` gets what to do once all is parsed.
void add_init(CLI::App& verb, InitOptions& options, const std::function<void(std::function<int()>)>& act);

}  // namespace raccordo::app
