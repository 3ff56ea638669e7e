#include "base/plain_file.hpp"

#include <system_error>

namespace raccordo::base {

namespace fs = std::filesystem;

std::optional<std::string> fault_of_file(const fs::path& file) {
  std::error_code error;
  const auto status = fs::status(file, error);
  switch (status.type()) {
    case fs::file_type::regular:
      return std::nullopt;
    case fs::file_type::directory:
      return "this is a folder, not a file; put the file in its place or correct the path";
    case fs::file_type::not_found:
      if (!is_present(file)) return "there is no such file; create it or correct the path";
      return "this is a link to a file that does not exist; correct the link or put the file in its place";
    case fs::file_type::none:
    case fs::file_type::unknown:
      return "the file cannot be looked at (" + error.message() +
             "); check the permissions of its folder, "
             "and where a link leads";
    default:
      return "this is no plain file but a device, pipe or socket; put the file in its place or correct the "
             "path";
  }
}

bool is_present(const fs::path& file) {
  std::error_code error;
  return fs::symlink_status(file, error).type() != fs::file_type::not_found;
}

}  // namespace raccordo::base
