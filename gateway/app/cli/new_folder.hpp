// A folder of files that a verb writes whole or not at all. Called by `release microdata`. Threads: one.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace raccordo::app {

/// Why no folder can be made there, with what to do; "" if nothing is there yet, or an empty folder.
std::string new_folder_fault(const std::filesystem::path& folder);

/// Writes the files (name and content) into a temporary folder beside it, puts them on the disk, and renames
/// the folder last: whoever sees the folder sees all files. Returns "" or what failed; the temporary folder
/// is removed then. A process that is killed meanwhile leaves a hidden folder `.NAME.incomplete-XXXXXX`.
std::string write_new_folder(const std::filesystem::path& folder,
                             const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace raccordo::app
