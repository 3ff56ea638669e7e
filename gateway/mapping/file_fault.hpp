// The loaders of this stage report all faults of a file together; `raccordo check` prints them.
#pragma once

#include "base/file_fault.hpp"

namespace raccordo::mapping {

using base::FileFault;
using base::FileFaults;

/// Maximum number of faults reported of one file.
inline constexpr std::size_t kMostFaults = 10'000;

}  // namespace raccordo::mapping
