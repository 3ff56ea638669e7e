#include "app/cli/replay_watch.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "app/cli/progress.hpp"
#include "app/rules/tables_in_force.hpp"
#include "app/tables/replayer.hpp"

namespace raccordo::app {
namespace {

constexpr auto kLookAgain = std::chrono::milliseconds(100);

bool is_open(const store::ReplayRow& row) {
  return row.state == store::ReplayState::queued || row.state == store::ReplayState::processing;
}

void pause_a_moment() {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, kLookAgain);
}

}  // namespace

store::ReplayRow see_replay_through(Installation& installation, const std::string& id) {
  auto& replays = installation.store->replays();
  const auto& clock = base::system_clock();
  TablesInForce tables(installation.tables, *installation.store, clock);
  Replayer replayer({*installation.store, *installation.keys, clock, [&] { return tables.newest(); }});
  std::unique_ptr<store::ReplayClaim> claim;
  auto row = replays.find(id).value();
  Progress progress("replay", row.total);
  while (is_open(row)) {
    if (!claim) claim = replays.claim();
    if (!claim || !replayer.step()) pause_a_moment();
    row = replays.find(id).value();
    progress.at(row.total - row.remaining());
  }
  return row;
}

void see_remaps_through(Installation& installation) {
  auto& store = *installation.store;
  const auto& clock = base::system_clock();
  const auto claim = store.replays().claim();
  if (!claim) return;
  TablesInForce tables(installation.tables, store, clock);
  Replayer replayer({store, *installation.keys, clock, [&] { return tables.newest(); }});
  for (auto open = store.unsettled(); open; open = store.unsettled()) {
    if (open->kind == store::Unsettled::Kind::paused || !replayer.step()) return;
  }
}

}  // namespace raccordo::app
