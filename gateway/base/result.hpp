// Result<T>: a value, or a description of what is wrong with the *input*. Wrong input is a value; a broken
// system (disk, database) is an exception, SystemFault.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace raccordo::base {

/// What is wrong and, if useful, what to do; one sentence, no personal data.
struct Fault {
  std::string message;
};

/// Throwing access (`value()`) on an error is a programming error, not a way to report input faults.
[[noreturn]] inline void throw_exception_from_error(const Fault& fault, const boost::source_location&) {
  throw std::logic_error("Result without value: " + fault.message);
}

template <class T, class E = Fault>
using Result = boost::system::result<T, E>;

inline Fault fault(std::string message) { return Fault{std::move(message)}; }

/// The system is broken (disk full, database locked, key unreadable). Caught in app/ and answered with 500 or
/// 503; its text is only logged.
class SystemFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace raccordo::base
