#include "app/service/replay_thread.hpp"

#include <chrono>

namespace raccordo::app {
namespace {

constexpr auto kLookAgain = std::chrono::seconds(1);

}  // namespace

ReplayThread::~ReplayThread() { stop(); }

void ReplayThread::start() {
  thread_ = std::thread([this] { work(); });
}

void ReplayThread::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void ReplayThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool ReplayThread::step(std::unique_ptr<store::ReplayClaim>& claim) {
  try {
    if (claim && !claim->is_held()) claim.reset();
    if (!claim) claim = store_.replays().claim();
    const bool more = claim && replayer_.step();
    failures_.worked();
    return more;
  } catch (const base::Stopped&) {
    return false;
  } catch (const std::exception& error) {
    failures_.failed(error, std::chrono::steady_clock::now());
    return false;
  }
}

void ReplayThread::work() {
  const base::StopScope scope(stop_);
  std::unique_ptr<store::ReplayClaim> claim;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const bool more = step(claim);
    lock.lock();
    if (!more) changed_.wait_for(lock, kLookAgain, [&] { return stopping_ || woken_; });
  }
}

}  // namespace raccordo::app
