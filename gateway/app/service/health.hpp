// Health: checks every few seconds, on a thread of its own, whether the store writes and reads, so that
// `/status` and `/metrics` answer at once whatever the disk does. The same thread updates the store's
// identity file (store_identity.hpp). Threads: report from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "store/interface/store_care.hpp"

namespace raccordo::app {

struct HealthReport {
  std::string failing;  ///< "": nothing; `store`, `disk`, `probe`
  std::string detail;   ///< one sentence for the answer, without paths
  base::Instant checked;
  store::WriteFigures writes;
  std::uint64_t free_bytes = 0, log_bytes = 0;
};

class Health {
 public:
  /// Both must outlive it.
  Health(store::StoreCare& care, const base::Clock& clock) : care_(care), clock_(clock) {}
  ~Health();
  Health(const Health&) = delete;
  Health& operator=(const Health&) = delete;

  /// Checks once, then every few seconds.
  void start();
  void stop();
  /// The last result; failing as well if it is old or if a write failed since.
  HealthReport report() const;

 private:
  void work();
  void look();
  /// `reason`: for the log, if something fails.
  HealthReport examine(std::string& reason);
  store::StoreCare& care_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  HealthReport last_;
  std::chrono::steady_clock::time_point looked_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace raccordo::app
