// The loaders of this stage give all faults of a file at once; `raccordo check` prints them.
#pragma once

#include "base/file_fault.hpp"

namespace raccordo::mapping {

using base::FileFault;
using base::FileFaults;

}  // namespace raccordo::mapping
