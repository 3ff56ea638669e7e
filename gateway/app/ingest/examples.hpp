// Examples: documents beside a profile with their expected results (docs/mapping.md#examples). Run by
// `check`, by `tables test` and before an activation.
#pragma once

#include <filesystem>
#include <vector>

#include "app/rules/active_tables.hpp"
#include "base/file_fault.hpp"

namespace raccordo::app {

/// Decodes every examples/NAME.<ext> of the source with keys of zeros and compares it with
/// NAME.expected.ndjson and, if there is one, NAME.issues.ndjson. Adds a fault for every line that differs
/// and for examples without expectation. Returns the number of examples.
std::size_t run_examples(const ActiveTables& tables, const std::string& source, base::FileFaults& faults);

/// Writes the result of every example to its NAME.expected.ndjson, and to NAME.issues.ndjson if it has one,
/// or if it had no expectation yet and has issues. Returns the changed files. Throws base::SystemFault if one
/// cannot be written.
std::vector<std::filesystem::path> accept_examples(const ActiveTables& tables, const std::string& source,
                                                   base::FileFaults& faults);

/// The differences in the results of the source's examples with `candidate` in force, without those that
/// exist already. Files are named without their folders.
base::FileFaults broken_examples(const ActiveTables& tables, std::shared_ptr<const mapping::Table> candidate,
                                 const base::Clock& clock);

}  // namespace raccordo::app
