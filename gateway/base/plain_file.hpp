// What is found in the place of a file that an administrator names: a plain file, a folder, a broken link.
// Used by every loader, so that a wrong kind is told as what it is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace raccordo::base {

/// Why `file` cannot be read as a plain file, and what to do; nothing if it is one, perhaps through links.
std::optional<std::string> fault_of_file(const std::filesystem::path& file);

/// True if the folder has an entry of that name, whatever it is: also a link to nothing. An optional file is
/// left out only if this is false.
bool is_present(const std::filesystem::path& file);

}  // namespace raccordo::base
