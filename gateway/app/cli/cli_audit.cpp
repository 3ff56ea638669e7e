#include "app/cli/cli_audit.hpp"

#include <CLI/CLI.hpp>

#include "app/audit/audit_trail.hpp"
#include "app/cli/usage_fault.hpp"

namespace raccordo::app {

void add_audit_verbs(CLI::App& group, AuditOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name, help);
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_audit(config, options, output);
    });
    verb->add_option("--store", options.store, "Read this file instead of the configured store");
    return verb;
  };
  const CLI::Validator head(
      [](const std::string& text) -> std::string {
        return store::parse_head(text) ? "" : "must be NUMBER:HASH as in the log entry audit-head";
      },
      "SEQ:HASH");
  const CLI::Validator time(
      [](const std::string& text) -> std::string {
        return base::parse_instant(text) ? "" : "must be an RFC 3339 time or an ISO date";
      },
      "TIME");
  add("verify",
      "Recompute the chain and compare it with the heads in releases and those given; exit 1 naming the "
      "first broken link")
      ->add_option("--head", options.heads, "A head kept elsewhere, from the log or a copy; may be repeated")
      ->check(head);
  auto* list = add("list", "The entries, newest first");
  list->add_option("--actor", options.actor, "Only this client, cli:USER or raccordo");
  list->add_option("--action", options.action, "Only actions with this beginning, such as table.");
  list->add_option("--object", options.object, "Only actions on this object");
  list->add_option("--since", options.since, "At or after this time")->check(time);
  list->add_option("--until", options.until, "Before this time")->check(time);
  list->add_option("--limit", options.limit, "At most this many entries")
      ->check(whole_number(1, 1000))
      ->capture_default_str();
  list->add_option("--cursor", options.cursor, "Continue where a list ended");
}

}  // namespace raccordo::app
