#include "app/cli/cli_submissions.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {

void add_submission_verbs(CLI::App& group, SubmissionsOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name, help);
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_submissions(config, options, output);
    });
    return verb;
  };
  add("list", "Documents received and not yet processed: their state and what they wait for");
  add("show", "One submission: its state, its counts and its issues")
      ->add_option("id", options.id, "The submission")
      ->required();
  auto* retry = add("retry",
                    "Have a document that was set aside processed again, in a process of its own; a running "
                    "gateway begins at once");
  retry->add_option("id", options.id, "The submission")->required();
  retry->add_option("--reason", options.reason, "Why; kept in the audit trail")->required();
}

void add_process_body(CLI::App& app, ProcessBodyOptions& options, const VerbMaker& make) {
  auto* verb = make.add(app, "process-body", "For the gateway itself");
  verb->group("");  // not shown
  verb->add_option("id", options.submission)->required();
  verb->add_option("--parent", options.parent)->required();
  verb->add_option("--bytes", options.bytes)->required();
  make.act(verb, [&options](const Config& config, Output) { return run_process_body(config, options); });
}

}  // namespace raccordo::app
