// FileFault: one fault in a mapping or scheme file that an administrator wrote. Loaders give all faults of a
// file at once; `raccordo check` prints them as `file:line: message`.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace raccordo::mapping {

struct FileFault {
  std::string file;
  int line = 0;  ///< from 1, the header is line 1; 0 for the file as a whole
  std::string message;
};
using FileFaults = std::vector<FileFault>;

/// Asking a failed load for its value is a programmer's mistake.
[[noreturn]] inline void throw_exception_from_error(const FileFaults& faults, const boost::source_location&) {
  throw std::logic_error("Result without value: " + (faults.empty() ? "no fault" : faults[0].message));
}

}  // namespace raccordo::mapping
