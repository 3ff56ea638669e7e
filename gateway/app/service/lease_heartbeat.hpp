// LeaseHeartbeat: renews the leases of this program while it works (store/interface/leases.hpp), on a thread
// of its own. Used by `serve` and by verbs that may work for more than a minute.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/interface/case_store.hpp"

namespace raccordo::app {

class LeaseHeartbeat {
 public:
  /// Both must outlive it.
  LeaseHeartbeat(store::CaseStore& store, const base::Clock& clock);
  ~LeaseHeartbeat();
  LeaseHeartbeat(const LeaseHeartbeat&) = delete;
  LeaseHeartbeat& operator=(const LeaseHeartbeat&) = delete;

 private:
  void work();
  store::CaseStore& store_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace raccordo::app
