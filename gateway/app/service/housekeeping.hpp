// Housekeeping: periodic work of a running gateway, on a thread of its own: it takes over the work of ended
// programs, ends exchanges whose time is over, keeps the journal, runs retention every hour and logs the head
// of the audit every day.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "app/service/node_duty.hpp"
#include "base/time.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

class CertificateWatch;
class ClockGuard;
struct Config;

class Housekeeping {
 public:
  /// References that must outlive it.
  struct House {
    store::CaseStore& store;
    const Config& config;
    ClockGuard& clock_guard;
    CertificateWatch& certificates;
    const base::Clock& clock;
    std::function<void()> keep_journal;
  };
  explicit Housekeeping(const House& house)
      : house_(house), duty_(house.store.nodes(), house.store.leases(), "housekeeping") {}
  ~Housekeeping();
  Housekeeping(const Housekeeping&) = delete;
  Housekeeping& operator=(const Housekeeping&) = delete;

  void start();
  /// A release that failed and whose failure could not be stored either (a full disk): it is refused as soon
  /// as the store takes writes again.
  void refuse_later(store::ReleaseRow release);
  /// Ends after the current step.
  void stop();

 private:
  void work();
  void look_after();
  void refuse_failed();
  void remove_stray_bodies();
  void end_exchanges();
  void apply_retention();
  void expire_audit();
  void expire_events(base::Instant forget);
  void log_audit_head();
  House house_;
  NodeDuty duty_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  base::Date head_told_;  ///< the day of the last logged head
  std::vector<store::ReleaseRow> failed_releases_;
  std::thread thread_;
};

/// Open exchanges whose time is over: EXPIRED, each with its entry in the audit.
void expire_exchanges(store::CaseStore& store, const base::Clock& clock);

/// Releases and command-line submissions of ended programs: REFUSED and FAILED.
void give_up_abandoned_work(store::CaseStore& store, const base::Clock& clock);

}  // namespace raccordo::app
