#include "app/service/node_heartbeat.hpp"

#include "app/rules/node_clock.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// How soon tables that another node has put in force are loaded.
constexpr auto kLook = std::chrono::milliseconds(250);
constexpr auto kBeat = std::chrono::seconds(5);
static_assert(std::chrono::microseconds(store::kNodeLasts) > 3 * kBeat);

}  // namespace

NodeHeartbeat::NodeHeartbeat(const Parts& parts) : parts_(parts) {
  if (!parts_.nodes.are_several()) return;
  beat();
  thread_ = std::thread([this] { work(); });
}

NodeHeartbeat::~NodeHeartbeat() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  try {
    wait_for<bool>([&](store::Done<bool> done) { parts_.nodes.leave(std::move(done)); });
  } catch (const std::exception& error) {
    base::log(base::LogLevel::warn, "node-not-left", {{base::LogField::reason, std::string(error.what())}});
  }
}

void NodeHeartbeat::work() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, kLook, [&] { return stopping_; })) {
    lock.unlock();
    try {
      step();
      failures_.worked();
    } catch (const std::exception& error) {
      failures_.failed(error, std::chrono::steady_clock::now());
    }
    lock.lock();
  }
}

void NodeHeartbeat::step() {
  const auto before = parts_.tables.get()->generation();
  const auto now = parts_.tables.newest()->generation();
  if (now == before && std::chrono::steady_clock::now() - beaten_ < kBeat) return;
  beat();
  parts_.shelf.refresh();
}

void NodeHeartbeat::beat() {
  follow_clock_of(parts_.nodes);
  wait_for<bool>([&](store::Done<bool> done) {
    parts_.nodes.beat(RACCORDO_VERSION, parts_.tables.get()->generation(), std::move(done));
  });
  parts_.book.set(parts_.nodes.list());
  parts_.admission.share_among(parts_.book.live());
  beaten_ = std::chrono::steady_clock::now();
}

}  // namespace raccordo::app
