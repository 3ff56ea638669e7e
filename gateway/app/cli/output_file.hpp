// Files that verbs write for people: whole or not at all, and never over another one unasked. Called by the
// verbs of releases.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace raccordo::app {

/// What happens to a file of that name with other content. One with the same content is left as it is.
enum class Existing { kept, replaced };

/// Why `file` would not be written, without writing: for work that takes long. Nothing: it can be.
std::optional<std::string> fault_of_output(const std::filesystem::path& file, Existing existing);

/// Writes beside the file, flushes and renames: a reader sees the whole content or the former one. Returns
/// what is wrong and what to do; nothing if the file now has the content. A link is followed.
std::optional<std::string> write_output(const std::filesystem::path& file, std::string_view content,
                                        Existing existing);

}  // namespace raccordo::app
