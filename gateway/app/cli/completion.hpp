// Scripts that complete verbs, options and their words in a shell, made from the command line itself, so that
// they cannot say something else. Called by cli.cpp.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace raccordo::app {

std::string bash_completion(const CLI::App& app);
std::string zsh_completion(const CLI::App& app);

}  // namespace raccordo::app
