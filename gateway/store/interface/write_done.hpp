// How writes of the store answer. Used by CaseStore and the interfaces it gives access to.
#pragma once

#include <exception>
#include <functional>

namespace raccordo::store {

/// What a write came to: its result, or the exception that undid it alone.
template <class T>
using Done = std::function<void(std::exception_ptr failed, T result)>;

}  // namespace raccordo::store
