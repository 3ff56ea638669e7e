// ClockGuard: nothing is deleted for its age by a clock that is not to be believed. The store keeps the
// newest time that deletion relied on; a clock that is more than a day ahead of it (a wrong clock, a gateway
// that was off for days) is refused until somebody says `raccordo serve --accept-clock`. Asked by
// housekeeping before each deletion. Threads: all members from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// Microseconds by which `now` is ahead of all that is stored, if that is more than a day; else 0. A store
/// that has relied on no time yet is compared with the newest time it holds; an empty one believes the clock.
std::int64_t jump_ahead(const store::StoredTimes& times, base::Instant now);

class ClockGuard {
 public:
  /// Both must outlive it.
  ClockGuard(store::CaseStore& store, const base::Clock& clock) : store_(store), clock_(clock) {}

  /// Whether things may be deleted for their age now; if so, the store keeps the time. If not, that is
  /// logged.
  bool may_delete();
  /// Takes the clock as it is, once; told in the audit.
  void accept(const std::string& actor);
  /// What may_delete found last: 0, or seconds that the clock is ahead.
  std::int64_t seconds_ahead() const { return seconds_ahead_; }

 private:
  void rely_on(base::Instant now);
  store::CaseStore& store_;
  const base::Clock& clock_;
  std::atomic<std::int64_t> seconds_ahead_{0};
};

}  // namespace raccordo::app
