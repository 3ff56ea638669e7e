// ReplayThread: the thread of a running gateway that processes replays. It takes the store's claim as soon as
// no verb holds it, and keeps it until the gateway stops.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/service/failure_log.hpp"
#include "app/tables/replayer.hpp"
#include "base/stop.hpp"

namespace raccordo::app {

class ReplayThread {
 public:
  /// `stop`: set when the program must end; must outlive the thread.
  ReplayThread(Replayer::Parts parts, const base::StopFlag& stop)
      : store_(parts.store), replayer_(std::move(parts)), stop_(stop) {}
  ~ReplayThread();
  ReplayThread(const ReplayThread&) = delete;
  ReplayThread& operator=(const ReplayThread&) = delete;

  void start();
  /// Signals that a task was started or resumed. Those of other programs are found within a second.
  void wake();
  /// Ends after the current piece; the rest is durable and continues after the next start.
  void stop();

 private:
  void work();
  bool step(std::unique_ptr<store::ReplayClaim>& claim);
  store::CaseStore& store_;
  Replayer replayer_;
  const base::StopFlag& stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false, stopping_ = false;
  FailureLog failures_{"replay-failed"};
  std::thread thread_;
};

}  // namespace raccordo::app
