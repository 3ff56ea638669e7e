#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/replay_watch.hpp"
#include "app/cli/unknown_source.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/replay_json.hpp"
#include "app/rules/installation.hpp"
#include "base/command_line_user.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

store::ReplayRow start(Installation& installation, const QuarantineOptions& options) {
  store::ReplayOrder order;
  order.event = {base::system_clock().now(), base::command_line_user(), "", "", options.reason, {}};
  order.id = base::new_ulid(order.event.at);
  order.source = options.source;
  order.table = options.table;
  if (!options.code.empty()) order.codes.push_back(options.code);
  return wait_for<store::ReplayRow>([&](store::Done<store::ReplayRow> done) {
    installation.store->replays().start(std::move(order), std::move(done));
  });
}

void print(const store::ReplayRow& row, Output output) {
  if (output == Output::json) {
    std::cout << replay_json(row) << '\n';
    return;
  }
  std::cout << "Replay " << row.id << ' ' << to_string(row.state) << ": of " << row.total << " records "
            << row.succeeded << " wait no longer, " << row.failed << " still wait or were rejected";
  if (row.remaining() > 0) std::cout << ", " << row.remaining() << " remain";
  std::cout << ".\n";
}

}  // namespace

int run_quarantine_replay(const Config& config, const QuarantineOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  const auto* active = (*installation)->tables->find(options.source);
  if (active == nullptr) return unknown_source(*(*installation)->book, options.source, output);
  if (!options.table.empty() && active->tables.find(options.table) == nullptr) {
    return report_failure("not-found", "source " + options.source + " has no table " + options.table, output);
  }
  if (options.table.empty() && !options.code.empty()) {
    return report_failure("bad-request", "--code needs --table: several tables may have the same code",
                          output);
  }
  auto wrong = fault_in_words("--reason", options.reason);
  if (!wrong) wrong = identifier_in_words("--code", options.code);
  if (wrong) return report_failure(wrong->code, wrong->detail, output);
  const auto started = start(**installation, options);
  print(see_replay_through(**installation, started.id), output);
  return 0;
}

}  // namespace raccordo::app
