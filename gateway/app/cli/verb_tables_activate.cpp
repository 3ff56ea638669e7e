#include <iostream>

#include "app/cli/replay_watch.hpp"
#include "app/cli/table_verbs.hpp"
#include "app/forms/replay_json.hpp"
#include "app/tables/activation.hpp"
#include "app/tables/example_check.hpp"
#include "app/tables/node_barrier.hpp"
#include "base/command_line_user.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

enum class Tense : std::uint8_t { done, ahead, refused };

void print_impact(const Impact& impact, Tense tense, std::ostream& out) {
  out << (tense == Tense::refused ? "Nothing was changed. What it would do: " : "") << impact.source << '/'
      << impact.table << " version " << impact.version << " in place of " << impact.against << ": frees "
      << impact.frees << " waiting records, maps codes of " << impact.helps
      << " more that then still wait for another code; changes " << impact.changes << " stored ones, breaks "
      << impact.breaks << '\n';
  for (const auto& example : impact.examples) {
    const bool waits = example.kind == CodeImpact::Kind::frees;
    out << "  " << (waits ? "maps" : to_string(example.kind)) << ' ' << example.code << ": "
        << (example.from.empty() ? "-" : example.from) << " -> " << (example.to.empty() ? "-" : example.to)
        << ", " << example.records << (waits ? " waiting" : " stored")
        << (example.records == 1 ? " record\n" : " records\n");
  }
  if (impact.release_tables.empty()) return;
  out << "  tables of release " << impact.release << " that would count otherwise:";
  for (const auto& table : impact.release_tables) out << ' ' << table;
  out << '\n';
}

/// Asks the user; true only for yes.
bool is_confirmed(const Impact& impact) {
  std::cerr << "Put " << impact.source << '/' << impact.table << " version " << impact.version
            << " in force? [y/N] " << std::flush;
  std::string answer;
  if (!std::getline(std::cin, answer)) std::cerr << '\n';
  answer = base::to_lower_ascii(base::trim(answer));
  return answer == "y" || answer == "yes" || answer == "s" || answer == "si" || answer == "s\xc3\xac";
}

void print_done(const ActivationDone& done) {
  print_version(done.version, Output::text);
  for (const auto& task : {done.replay, done.remap}) {
    std::cout << "Replay " << task.id << " (" << to_string(task.kind) << ") " << to_string(task.state) << ": "
              << task.succeeded << " of " << task.total << " done, " << task.failed
              << (task.kind == store::ReplayKind::waiting
                      ? " still wait, for another code or a decision, or were rejected\n"
                      : " not\n");
  }
}

/// The version to activate: the given one, else the open one.
base::Result<std::int32_t, Problem> wanted_version(const TableWork& work, const TableName& name) {
  if (work.options.version != 0) return work.options.version;
  const auto open = work.desk.find(name, std::nullopt);
  if (!open) return open.error();
  return open->version;
}

/// The refusal comes first; the impact follows only if it explains the refusal.
int report_refused(const TableWork& work, const TableName& name, std::int32_t version,
                   const Problem& problem) {
  const auto code = report_problem(problem, work.output);
  if (work.output == Output::json || problem.code != "breaks-records") return code;
  const auto impact =
      look_ahead(*work.installation.store, *work.installation.tables, name, version, base::system_clock());
  if (impact) print_impact(*impact, Tense::refused, std::cout);
  return code;
}

/// True if only the effect on records could prevent the activation: only then the user is asked. Other
/// refusals are reported by the activation.
bool is_ready(const TableWork& work, const TableName& name, std::int32_t version) {
  const auto row = work.desk.find(name, version);
  if (!row || row->state != store::VersionState::approved) return false;
  const bool is_forced = work.options.force && !work.options.reason.empty();
  return is_forced || examples_broken_by(*work.installation.store, *work.installation.tables, name, version,
                                         base::system_clock())
                          .empty();
}

int report_unconfirmed(const TableWork& work) {
  return report_failure("not-confirmed", "nothing was changed; answer y, or use --yes in scripts",
                        work.output);
}

int put_in_force(const TableWork& work, store::TableAction action) {
  const auto name = parse_table_name(work.options.table);
  const auto version = wanted_version(work, name);
  if (!version) return report_problem(version.error(), work.output);
  auto& store = *work.installation.store;
  const auto& clock = base::system_clock();
  const bool asks =
      action == store::TableAction::activate && !work.options.yes && is_ready(work, name, *version);
  if (asks) {
    const auto impact = look_ahead(store, *work.installation.tables, name, *version, clock);
    if (!impact) return report_problem(impact.error(), work.output);
    const bool is_refused = impact->breaks > 0 && !work.options.force;
    if (!is_refused) {
      print_impact(*impact, Tense::ahead, work.output == Output::text ? std::cout : std::cerr);
      if (!is_confirmed(*impact)) return report_unconfirmed(work);
    }
  }
  ActivationOrder order;
  order.action = action;
  order.name = name;
  order.version = *version;
  order.act = {base::command_line_user(), work.options.reason};
  order.force = work.options.force ? ActivationOrder::Force::yes : ActivationOrder::Force::no;
  auto done = activate(store, work.installation.tables, order, clock);
  if (!done) return report_refused(work, name, *version, done.error());
  wait_for_nodes(store.nodes(), store.replays().generation());
  done->replay = see_replay_through(work.installation, done->replay.id);
  done->remap = see_replay_through(work.installation, done->remap.id);
  if (work.output == Output::json) {
    std::cout << activation_json(*done, {}) << '\n';
  } else {
    if (!asks) print_impact(done->impact, Tense::done, std::cout);
    print_done(*done);
  }
  return 0;
}

}  // namespace

int impact_table(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  const auto version = wanted_version(work, name);
  if (!version) return report_problem(version.error(), work.output);
  const auto impact =
      look_ahead(*work.installation.store, *work.installation.tables, name, *version, base::system_clock());
  if (!impact) return report_problem(impact.error(), work.output);
  if (work.output == Output::json) {
    std::cout << impact_json(*impact, Counts::exact, 0) << '\n';
  } else {
    print_impact(*impact, Tense::ahead, std::cout);
  }
  return 0;
}

int activate_table(const TableWork& work) { return put_in_force(work, store::TableAction::activate); }

int roll_back_table(const TableWork& work) { return put_in_force(work, store::TableAction::roll_back); }

}  // namespace raccordo::app
