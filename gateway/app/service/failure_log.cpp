#include "app/service/failure_log.hpp"

#include <algorithm>
#include <string>

#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr std::chrono::seconds kSilenceAtFirst{60}, kLongestSilence{3600};

}  // namespace

bool FailureLog::failed(const std::exception& error, std::chrono::steady_clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (failures_++ > 0 && now < next_) return false;
  pause_ = failures_ == 1 ? kSilenceAtFirst : std::min(2 * pause_, kLongestSilence);
  next_ = now + pause_;
  base::log(base::LogLevel::error, event_,
            {{base::LogField::reason, std::string(error.what())}, {base::LogField::count, failures_}});
  return true;
}

void FailureLog::worked() {
  const std::lock_guard lock(mutex_);
  if (failures_ == 0) return;
  base::log(base::LogLevel::info, "works-again",
            {{base::LogField::reason, "after " + std::string(event_)}, {base::LogField::count, failures_}});
  failures_ = 0;
}

}  // namespace raccordo::app
