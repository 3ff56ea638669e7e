// How verbs print faults of files: `file:line: what is wrong, what to do`, or one JSON object.
#pragma once

#include "app/verbs.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Prints all faults and returns exit code 1; with none, 0.
int report_faults(const base::FileFaults& faults, Output output);

}  // namespace raccordo::app
