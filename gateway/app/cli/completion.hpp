// Shell scripts that complete verbs, options and their words, generated from the command line. Called by
// cli.cpp.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace raccordo::app {

std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);

}  // namespace raccordo::app
