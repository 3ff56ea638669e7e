// The verbs `raccordo tables ...` as the command line parses them. Called by cli.cpp, which owns the program
// and passes the functions that add and run a verb.
#pragma once

#include <functional>
#include <string>

#include "app/cli/verbs.hpp"

namespace CLI {
class App;
}

namespace raccordo::app {

struct VerbMaker {
  std::function<CLI::App*(CLI::App& group, const std::string& name, const std::string& help)> add;
  std::function<void(CLI::App* verb, std::function<int(const Config&, Output)>)> act;
};

/// Adds the verbs to the group `tables`. `options` must outlive the parsing.
void add_table_verbs(CLI::App& group, TablesOptions& options, const VerbMaker& make);

}  // namespace raccordo::app
