// Stop points: how long work ends at its next piece when the program shall end. Who runs the work on a thread
// opens a StopScope with the program's flag; the work's loops call stop_point(), however deep they are.
// Without a scope nothing stops. The scope is of one thread: work that starts threads of its own checks on
// the first one.
#pragma once

#include <atomic>
#include <exception>

namespace raccordo::base {

/// Set once when the program shall end.
using StopFlag = std::atomic<bool>;

/// Thrown by stop_point(). What was not made durable before did not happen.
class Stopped : public std::exception {
 public:
  const char* what() const noexcept override { return "stopped, because the program ends"; }
};

class StopScope {
 public:
  explicit StopScope(const StopFlag& flag);
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

 private:
  const StopFlag* before_;
};

/// Throws Stopped if this thread is in a StopScope whose flag is set.
void stop_point();

}  // namespace raccordo::base
