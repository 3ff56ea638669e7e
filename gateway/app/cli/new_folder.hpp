// A folder of files that a verb writes whole or not at all. Called by `release microdata`. Threads: one.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/output_file.hpp"

namespace raccordo::app {

/// Name and content.
using NewFiles = std::vector<std::pair<std::string, std::string>>;

/// Why no folder can be made there, with what to do; "" if nothing is there yet, or an empty folder. With
/// `Existing::replaced` also if the folder has only files of these names.
std::string new_folder_fault(const std::filesystem::path& folder, const std::vector<std::string>& names,
                             Existing existing);

/// Writes the files, all of them of these names, into a temporary folder beside it, puts them on the disk,
/// and renames the folder last: whoever sees the folder sees all files, the new ones or the older ones.
/// Returns "" or what failed; the temporary folder is removed then. A process that is killed meanwhile leaves
/// a hidden folder
/// `.NAME.incomplete-XXXXXX`.
std::string write_new_folder(const std::filesystem::path& folder, const NewFiles& files,
                             const std::vector<std::string>& names, Existing existing);

}  // namespace raccordo::app
