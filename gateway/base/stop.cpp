#include "base/stop.hpp"

#include <utility>

namespace raccordo::base {
namespace {

thread_local const StopFlag* flag_of_thread = nullptr;

}  // namespace

StopScope::StopScope(const StopFlag& flag) : before_(std::exchange(flag_of_thread, &flag)) {}

StopScope::~StopScope() { flag_of_thread = before_; }

void stop_point() {
  if (flag_of_thread != nullptr && flag_of_thread->load(std::memory_order_relaxed)) throw Stopped();
}

}  // namespace raccordo::base
