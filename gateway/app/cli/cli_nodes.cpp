#include "app/cli/cli_nodes.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {

void add_node_verbs(CLI::App& group, NodesOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name, help);
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_nodes(config, options, output);
    });
    return verb;
  };
  add("list",
      "Every node that ever served the database: whether it is live, its version, the tables it has loaded");
  auto* forget =
      add("forget", "Remove a node that will not come back: erasures are no longer kept for its journal");
  forget->add_option("name", options.name, "The node, as its configuration names it")->required();
  forget->add_option("--reason", options.reason, "Why; kept in the audit trail")->required();
}

}  // namespace raccordo::app
