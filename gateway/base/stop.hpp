// Stop points: long work ends at its next piece when the program must end. The thread that runs the work
// opens a StopScope with the program's flag; the loops of the work call stop_point(), at any depth. Without a
// scope nothing stops. The scope belongs to one thread: work that starts threads of its own checks on the
// first one.
#pragma once

#include <atomic>
#include <exception>

namespace raccordo::base {

/// Set once when the program must end.
using StopFlag = std::atomic<bool>;

/// Thrown by stop_point(). Work that was not durable before did not happen.
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
