// How writes of the store answer. Used by CaseStore and the interfaces it gives access to.
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>

namespace raccordo::store {

/// What a write came to: its result, or the exception that undid it alone. A store calls back one at a time,
/// in the order of the writes.
template <class T>
using Done = std::function<void(std::exception_ptr failed, T result)>;

/// The writer cannot keep up: answer 503 with Retry-After.
class QueueFull : public std::runtime_error {
 public:
  QueueFull() : std::runtime_error("the store's write queue is full") {}
};

}  // namespace raccordo::store
