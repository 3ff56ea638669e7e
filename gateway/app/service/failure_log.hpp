// FailureLog: says in the log that a task that runs again and again fails: at the first failure, after a
// minute, after two more and so on, at most an hour apart, and when it works again. Used by the threads of
// the gateway. Threads: any.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string_view>

namespace raccordo::app {

class FailureLog {
 public:
  /// `event`: of the log line; a literal.
  explicit constexpr FailureLog(std::string_view event) : event_(event) {}
  /// True if it was logged.
  bool failed(const std::exception& error, std::chrono::steady_clock::time_point now);
  void worked();

 private:
  const std::string_view event_;
  std::mutex mutex_;
  std::int64_t failures_ = 0;  ///< since it worked
  std::chrono::steady_clock::time_point next_{};
  std::chrono::seconds pause_{};
};

}  // namespace raccordo::app
