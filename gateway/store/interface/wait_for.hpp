// wait_for: blocks until one of the store's callbacks has run. For command-line verbs and start-up only:
// threads that serve requests never wait for the disk.
#pragma once

#include <exception>
#include <future>
#include <utility>

#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// Starts a write and waits for it; returns its result or throws its error.
template <class T, class Start>
T wait_for(Start&& start) {
  std::promise<T> promise;
  auto result = promise.get_future();
  std::forward<Start>(start)(store::Done<T>([&promise](std::exception_ptr failed, T value) {
    if (failed) {
      promise.set_exception(std::move(failed));
    } else {
      promise.set_value(std::move(value));
    }
  }));
  return result.get();
}

}  // namespace raccordo::app
