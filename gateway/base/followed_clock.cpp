#include "base/followed_clock.hpp"

#include <atomic>
#include <ctime>
#include <limits>

namespace raccordo::base {
namespace {

constexpr auto kNone = std::numeric_limits<std::int64_t>::min();

/// What is added to the time since start; kNone: no clock is followed.
std::atomic<std::int64_t>& offset() {
  static std::atomic<std::int64_t> micros{kNone};
  return micros;
}

}  // namespace

std::chrono::microseconds time_since_start() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::seconds(now.tv_sec) +
                                                               std::chrono::nanoseconds(now.tv_nsec));
}

bool follow_clock(std::chrono::microseconds asked, std::int64_t other, std::chrono::microseconds answered) {
  // What the other clock shows now lies between these two.
  const auto least = other - answered.count(), most = other - asked.count();
  const auto before = offset().load(std::memory_order_relaxed);
  const auto tolerance = kClockTolerance.count();
  if (before != kNone && before >= least - tolerance && before <= most + tolerance) return false;
  const auto now = least + (most - least) / 2;
  offset().store(now, std::memory_order_relaxed);
  if (before != kNone) return true;
  const auto ahead = clock_difference().count();
  return ahead > tolerance || ahead < -tolerance;
}

void follow_no_clock() { offset().store(kNone, std::memory_order_relaxed); }

std::optional<std::int64_t> followed_time() {
  const auto micros = offset().load(std::memory_order_relaxed);
  if (micros == kNone) return std::nullopt;
  return time_since_start().count() + micros;
}

std::chrono::microseconds clock_difference() {
  const auto followed = followed_time();
  if (!followed) return std::chrono::microseconds(0);
  const auto here = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(here) - std::chrono::microseconds(*followed);
}

}  // namespace raccordo::base
