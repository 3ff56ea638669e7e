// Output of faults of files by verbs: `file:line: what is wrong, what to do`, or one JSON object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cli/verbs.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Prints all faults and returns exit code 1, or 0 without faults. Warnings are printed after them and do not
/// change the exit code.
int report_faults(const base::FileFaults& faults, Output output,
                  const std::vector<std::string>& warnings = {});

/// Prints on standard error why a verb failed, and with Output::json also on standard output as the one
/// object `{"error":{"code","message"}}`. Returns exit code 1. `code` as in the API, or "failed".
int report_failure(std::string_view code, const std::string& message, Output output);

}  // namespace raccordo::app
