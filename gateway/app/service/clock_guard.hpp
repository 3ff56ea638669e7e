// ClockGuard: retention deletes nothing with an implausible clock. The store keeps the newest time that
// retention has used; a clock more than a day ahead of it (a wrong clock, or a gateway that was off for days)
// is refused until the operator runs `raccordo serve --accept-clock`. Called by housekeeping before each
// deletion. Threads: all members from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// Microseconds by which `now` is ahead of all stored times, if that is more than a day; else 0. A store
/// without a reference time is compared with its newest stored time; an empty one accepts the clock.
std::int64_t jump_ahead(const store::StoredTimes& times, base::Instant now);

class ClockGuard {
 public:
  /// Both must outlive it.
  ClockGuard(store::CaseStore& store, const base::Clock& clock) : store_(store), clock_(clock) {}

  /// True if retention may delete now; the store then keeps the time. If not, that is logged.
  bool may_delete();
  /// Accepts the current clock, once; audited.
  void accept(const std::string& actor);
  /// The last result of may_delete: 0, or seconds that the clock is ahead.
  std::int64_t seconds_ahead() const { return seconds_ahead_; }

 private:
  void rely_on(base::Instant now);
  store::CaseStore& store_;
  const base::Clock& clock_;
  std::atomic<std::int64_t> seconds_ahead_{0};
};

}  // namespace raccordo::app
