#include "app/cli/cli_quarantine.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "app/cli/usage_fault.hpp"

namespace raccordo::app {
namespace {

/// Larger ones would be taken for the largest that is stored.
CLI::Validator waiting_number() { return whole_number(1, std::numeric_limits<std::int64_t>::max()); }

void add_replay(CLI::App& group, QuarantineOptions& options, const VerbMaker& make) {
  auto* replay = make.add(group, "replay",
                          "Map waiting records again with the tables in force: all of a source, of one of "
                          "its tables, or of one code");
  replay->add_option("--source", options.source, "Whose records")->required();
  replay->add_option("--table", options.table, "Only those that wait for a code of this table");
  replay->add_option("--code", options.code, "Only those that wait for this code of the table");
  replay->add_option("--reason", options.reason, "Why; kept in the audit trail");
  make.act(replay, [&options](const Config& config, Output output) {
    return run_quarantine_replay(config, options, output);
  });
}

void add_decisions(CLI::App& group, QuarantineOptions& options, const VerbMaker& make) {
  for (const auto& [verb, text] :
       {std::pair("accept", "Put a record that awaits a decision in the place of the stored one"),
        std::pair("reject", "Reject a record that awaits a decision; the stored one stays")}) {
    auto* decide = make.add(group, verb, text);
    decide->add_option("id", options.id, "Its number in the quarantine")->required()->check(waiting_number());
    decide->add_option("--reason", options.reason, "Why, without naming anyone")->required();
    make.act(decide, [&options, verb = std::string(verb)](const Config& config, Output output) {
      options.verb = verb;
      return run_quarantine(config, options, output);
    });
  }
}

}  // namespace

void add_quarantine_verbs(CLI::App& group, QuarantineOptions& options, const VerbMaker& make) {
  auto* list = make.add(group, "list",
                        "The worklist: each missing code, how many records wait for it, and what it may "
                        "mean; then the records that wait for a decision or a correction");
  list->add_option("--source", options.source, "Only this source");
  make.act(list, [&options](const Config& config, Output output) {
    options.verb = "list";
    return run_quarantine(config, options, output);
  });
  add_replay(group, options, make);
  add_decisions(group, options, make);
  auto* show = make.add(group, "show", "One waiting record: its issues and its fields, personal ones masked");
  show->add_option("id", options.id, "Its number in the quarantine")->required()->check(waiting_number());
  show->add_flag("--unmask", options.unmask, "Show personal fields; needs --reason, and is audited");
  show->add_option("--reason", options.reason, "Why they must be seen, without naming anyone");
  make.act(show, [&options](const Config& config, Output output) {
    options.verb = "show";
    return run_quarantine(config, options, output);
  });
}

}  // namespace raccordo::app
