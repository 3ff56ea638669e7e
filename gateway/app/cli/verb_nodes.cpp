#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/node_json.hpp"
#include "app/forms/page_json.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

int list(const Installation& installation, Output output) {
  const auto nodes = installation.store->nodes().list();
  if (output == Output::json) {
    std::cout << page_json(nodes, "", write_node) << '\n';
    return 0;
  }
  if (nodes.empty()) std::cout << "No node has served this database yet.\n";
  for (const auto& node : nodes) {
    std::cout << node.name << "  " << (node.is_live ? "live" : "gone") << "  Raccordo " << node.program
              << "  tables of activation " << node.generation << "  since "
              << base::to_string(node.started_at);
    if (!node.is_live && node.until.micros > 0) std::cout << "  gone since " << base::to_string(node.until);
    std::cout << '\n';
  }
  return 0;
}

int forget(const Installation& installation, const NodesOptions& options, Output output) {
  auto reason = read_reason(options.reason);
  if (!reason) return report_failure(reason.error().code, reason.error().detail, output);
  auto event = act_of_command_line("node.forget", options.name, std::move(*reason));
  const auto forgotten = wait_for<store::NodeForgotten>([&](store::Done<store::NodeForgotten> done) {
    installation.store->nodes().forget(options.name, std::move(event), std::move(done));
  });
  switch (forgotten) {
    case store::NodeForgotten::unknown:
      return report_failure(
          "not-found",
          "no node of that name has served the database; `raccordo nodes list` shows those there are",
          output);
    case store::NodeForgotten::live:
      return report_failure("wrong-state", "the node is live; stop it first, nothing was changed", output);
    case store::NodeForgotten::done:
      break;
  }
  if (output == Output::text) std::cout << "Node " << options.name << " is forgotten.\n";
  return 0;
}

}  // namespace

int run_nodes(const Config& config, const NodesOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  if (!(*installation)->store->nodes().are_several())
    return report_failure(
        "wrong-state",
        "one gateway serves this store; several need `store.postgres` and `store.nodes: several`", output);
  return options.verb == "list" ? list(**installation, output) : forget(**installation, options, output);
}

}  // namespace raccordo::app
