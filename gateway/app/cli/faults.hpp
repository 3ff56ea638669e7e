// How verbs print faults of files: `file:line: what is wrong, what to do`, or one JSON object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cli/verbs.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Prints all faults and returns exit code 1; with none, 0. Warnings are printed behind them and change no
/// exit code.
int report_faults(const base::FileFaults& faults, Output output,
                  const std::vector<std::string>& warnings = {});

/// Says on standard error why a verb did not do its work, and with Output::json also as the one object
/// `{"error":{"code","message"}}` on standard output. Returns exit code 1. `code` as in the API, or
/// "failed".
int report_failure(std::string_view code, const std::string& message, Output output);

}  // namespace raccordo::app
