// FileFault: a fault in a file of an administrator. Every loader reports all faults of a file.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace raccordo::base {

struct FileFault {
  std::string file;
  int line = 0;             ///< from 1; 0: the file as a whole
  std::string message;      ///< what is wrong and what to do
  std::string column = {};  ///< of a table; "" where several or none are concerned
};
using FileFaults = std::vector<FileFault>;

/// Adds the faults of one file to those of all.
inline void append(FileFaults& all, const FileFaults& more) {
  all.insert(all.end(), more.begin(), more.end());
}

/// Accessing the value of a failed load is a programming error.
[[noreturn]] inline void throw_exception_from_error(const FileFaults& faults, const boost::source_location&) {
  throw std::logic_error("Result without value: " + (faults.empty() ? "no fault" : faults[0].message));
}

}  // namespace raccordo::base
