#include "app/service/clock_guard.hpp"

#include "app/audit/audit_trail.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;

}  // namespace

std::int64_t jump_ahead(const store::StoredTimes& times, base::Instant now) {
  const auto known = times.relied_on.micros != 0 ? times.relied_on : times.newest;
  if (known.micros == 0 || now.micros - known.micros <= kDay) return 0;
  return now.micros - known.micros;
}

bool ClockGuard::may_delete() {
  const auto now = clock_.now();
  const auto times = store_.care().times();
  const auto ahead = jump_ahead(times, now);
  seconds_ahead_ = ahead / kSecond;
  if (ahead == 0) {
    rely_on(now);
    return true;
  }
  base::log(
      base::LogLevel::error, "clock-ahead",
      {{base::LogField::count, ahead / kSecond},
       {base::LogField::reason,
        "the clock is " + std::to_string(ahead / kDay) +
            " days ahead of the newest time that the store knows: nothing is deleted for its age. If the "
            "clock is right (the gateway was off), start `raccordo serve --accept-clock` once; if not, set "
            "the clock and start again"}});
  return false;
}

void ClockGuard::accept(const std::string& actor) {
  const auto now = clock_.now();
  const auto ahead = jump_ahead(store_.care().times(), now);
  if (ahead == 0) return;
  append_audit(store_,
               {now, actor, "clock.accept", "", "", {{"seconds_ahead", std::to_string(ahead / kSecond)}}});
  rely_on(now);
  seconds_ahead_ = 0;
}

void ClockGuard::rely_on(base::Instant now) {
  wait_for<bool>([&](store::Done<bool> done) { store_.care().rely_on(now, std::move(done)); });
}

}  // namespace raccordo::app
