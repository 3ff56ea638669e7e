#include <iostream>

#include "app/cli/replay_watch.hpp"
#include "app/cli/table_verbs.hpp"
#include "app/forms/replay_json.hpp"
#include "app/tables/activation.hpp"
#include "base/command_line_user.hpp"

namespace raccordo::app {
namespace {

enum class Tense : std::uint8_t { done, refused };

void print_impact(const Impact& impact, Tense tense) {
  std::cout << (tense == Tense::done ? "" : "Nothing was changed. What it would do: ") << impact.source << '/'
            << impact.table << " version " << impact.version << " in place of " << impact.against
            << ": frees " << impact.frees << " waiting records and helps " << impact.helps << ", changes "
            << impact.changes << " stored ones, breaks " << impact.breaks << '\n';
  for (const auto& example : impact.examples) {
    std::cout << "  " << to_string(example.kind) << ' ' << example.code << ": "
              << (example.from.empty() ? "-" : example.from) << " -> "
              << (example.to.empty() ? "-" : example.to) << ", " << example.records << " records\n";
  }
}

void print_done(const ActivationDone& done) {
  print_impact(done.impact, Tense::done);
  print_version(done.version, Output::text);
  for (const auto& task : {done.replay, done.remap}) {
    std::cout << "Replay " << task.id << " (" << to_string(task.kind) << ") " << to_string(task.state) << ": "
              << task.succeeded << " of " << task.total << " done, " << task.failed << " not\n";
  }
}

/// The version to activate: the one given, else the open one.
base::Result<std::int32_t, Problem> wanted_version(const TableWork& work, const TableName& name) {
  if (work.options.version != 0) return work.options.version;
  const auto open = work.desk.find(name, std::nullopt);
  if (!open) return open.error();
  return open->version;
}

/// The refusal comes first; only one that the impact explains is followed by it.
int report_refused(const TableWork& work, const TableName& name, std::int32_t version,
                   const Problem& problem) {
  const auto code = report_problem(problem, work.output);
  if (work.output == Output::json || problem.code != "breaks-records") return code;
  const auto impact =
      look_ahead(*work.installation.store, *work.installation.tables, name, version, base::system_clock());
  if (impact) print_impact(*impact, Tense::refused);
  return code;
}

int put_in_force(const TableWork& work, store::TableAction action) {
  const auto name = parse_table_name(work.options.table);
  const auto version = wanted_version(work, name);
  if (!version) return report_problem(version.error(), work.output);
  auto& store = *work.installation.store;
  const auto& clock = base::system_clock();
  ActivationOrder order;
  order.action = action;
  order.name = name;
  order.version = *version;
  order.act = {base::command_line_user(), work.options.reason};
  order.force = work.options.force ? ActivationOrder::Force::yes : ActivationOrder::Force::no;
  auto done = activate(store, work.installation.tables, order, clock);
  if (!done) return report_refused(work, name, *version, done.error());
  done->replay = see_replay_through(work.installation, done->replay.id);
  done->remap = see_replay_through(work.installation, done->remap.id);
  if (work.output == Output::json) {
    std::cout << activation_json(*done, Counts::exact, 0) << '\n';
  } else {
    print_done(*done);
  }
  return 0;
}

}  // namespace

int activate_table(const TableWork& work) { return put_in_force(work, store::TableAction::activate); }

int roll_back_table(const TableWork& work) { return put_in_force(work, store::TableAction::roll_back); }

}  // namespace raccordo::app
