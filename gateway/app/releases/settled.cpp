#include "app/releases/settled.hpp"

#include <thread>
#include <utility>

#include "base/stop.hpp"

namespace raccordo::app {
namespace {

using Clock = std::chrono::steady_clock;

std::string paused(const store::Unsettled& open) {
  return "Replay " + open.task + ", which maps the stored records of " + open.source +
         " again after a version of the table " + open.table +
         " came into force, is PAUSED: some records would be counted under the former version. Resume it, "
         "wait until it is COMPLETED and order the release again.";
}

std::string too_long(const store::Unsettled& open, const Patience& patience) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(patience.whole).count();
  const auto waited = "The release waited " + std::to_string(minutes) + " minutes for it. ";
  if (open.kind == store::Unsettled::Kind::overtaken) {
    return "Records that arrived while a version of a table came into force are not yet mapped with it. " +
           waited + "Order the release again later.";
  }
  return "Replay " + open.task + ", which maps the stored records of " + open.source +
         " again after a version of the table " + open.table + " came into force, has not ended. " + waited +
         "Wait until it is COMPLETED (GET /v1/replays/" + open.task + ") and order the release again.";
}

}  // namespace

base::Result<store::SettledSnapshot> await_settled(store::Counting& store, const Patience& patience) {
  const auto end = Clock::now() + patience.whole;
  for (;;) {
    base::stop_point();
    auto open = store.unsettled();
    if (!open) {
      auto snapshot = store.settled_snapshot();
      if (!snapshot.unsettled) return snapshot;
      open = std::move(snapshot.unsettled);  // it started in between
    }
    if (open->kind == store::Unsettled::Kind::paused) return base::fault(paused(*open));
    if (Clock::now() >= end) return base::fault(too_long(*open, patience));
    std::this_thread::sleep_for(patience.step);
  }
}

}  // namespace raccordo::app
