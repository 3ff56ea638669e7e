// Current<T>: the value in force, immutable and replaced as a whole. Readers keep the one they took. Threads:
// both members from any thread; the lock is held only to copy a pointer.
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace raccordo::app {

template <class T>
class Current {
 public:
  explicit Current(std::shared_ptr<const T> value) : value_(std::move(value)) {}
  std::shared_ptr<const T> get() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  void set(std::shared_ptr<const T> value) {
    const std::lock_guard lock(mutex_);
    value_.swap(value);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace raccordo::app
