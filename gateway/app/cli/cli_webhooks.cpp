#include "app/cli/cli_webhooks.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {

void add_webhook_verbs(CLI::App& group, WebhooksOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name, help);
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_webhooks(config, options, output);
    });
    return verb;
  };
  const auto act = [&](const std::string& name, const std::string& help) {
    auto* verb = add(name, help);
    verb->add_option("client", options.client, "The client, as clients.yaml names it")->required();
    verb->add_option("--reason", options.reason, "Why; kept in the audit trail")->required();
  };
  add("list", "Clients with a webhook: state, events that wait or were given up, last answer");
  add("events", "The newest 100 events of a client, and whether each was delivered")
      ->add_option("client", options.client, "The client, as clients.yaml names it")
      ->required();
  act("pause", "Stop calling a client; its events are kept");
  act("resume", "Call a client again that was paused, or stopped because it answered 410");
  act("retry", "Queue again the events that were given up, and make the next call at once");
  act("drop", "Never send the events that wait");
}

}  // namespace raccordo::app
