// Examples: documents beside a profile with what they must decode to (contract, section 4). Run by `check`.
#pragma once

#include "app/active_tables.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Decodes every examples/NAME.<ext> of the source with keys of zeros and compares it with
/// NAME.expected.ndjson and, if there is one, NAME.issues.ndjson. Adds a fault for every line that differs
/// and for examples without expectation.
void run_examples(const ActiveTables& tables, const std::string& source, base::FileFaults& faults);

}  // namespace raccordo::app
