// The loaders of this stage give all faults of a file at once; `raccordo check` prints them.
#pragma once

#include "base/file_fault.hpp"

namespace raccordo::mapping {

using base::FileFault;
using base::FileFaults;

/// So many faults of one file are told; whoever mends them sees the others.
inline constexpr std::size_t kMostFaults = 10'000;

}  // namespace raccordo::mapping
