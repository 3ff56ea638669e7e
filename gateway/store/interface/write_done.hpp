// Results of writes of the store. Used by CaseStore and its ports.
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>

namespace raccordo::store {

/// The result of a write, or the exception that rolled it back. A store calls back one at a time, in the
/// order of the writes.
template <class T>
using Done = std::function<void(std::exception_ptr failed, T result)>;

/// The write queue is full: answer 503 with Retry-After.
class QueueFull : public std::runtime_error {
 public:
  QueueFull() : std::runtime_error("the store's write queue is full") {}
};

}  // namespace raccordo::store
