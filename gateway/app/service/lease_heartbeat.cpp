#include "app/service/lease_heartbeat.hpp"

#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr auto kBeat = std::chrono::seconds(15);
static_assert(std::chrono::microseconds(store::kLeaseLasts) > 3 * kBeat);
/// Of several nodes, whose leases end sooner.
constexpr auto kNodeBeat = std::chrono::seconds(5);
static_assert(std::chrono::microseconds(store::kNodeLasts) > 3 * kNodeBeat);

}  // namespace

LeaseHeartbeat::LeaseHeartbeat(store::CaseStore& store, const base::Clock& clock)
    : store_(store), clock_(clock), thread_([this] { work(); }) {}

LeaseHeartbeat::~LeaseHeartbeat() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LeaseHeartbeat::work() {
  std::unique_lock lock(mutex_);
  const auto beat = store_.nodes().are_several() ? kNodeBeat : kBeat;
  while (!changed_.wait_for(lock, beat, [&] { return stopping_; })) {
    lock.unlock();
    store_.leases().renew(clock_.now(), [](const std::exception_ptr& failed, bool) {
      if (failed) base::log(base::LogLevel::warn, "lease-not-renewed");
    });
    lock.lock();
  }
}

}  // namespace raccordo::app
