// Files that a verb writes into a folder together: all or none, never over an existing one. Called by
// `release microdata`. Threads: any.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace raccordo::app {

/// Makes the folder if it is missing. Why the names cannot be written into it, with what to do; "" if they
/// can.
std::string new_files_fault(const std::filesystem::path& folder, const std::vector<std::string>& names);

/// Writes the files (name and content). If one fails, all that were written are removed, and the text says
/// which; "" if all were written.
std::string write_new_files(const std::filesystem::path& folder,
                            const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace raccordo::app
