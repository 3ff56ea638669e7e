#include "app/cli/new_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string_view>
#include <system_error>

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

/// 0 if the whole content is on the disk, else the error; EEXIST if there is such a file.
int write_new(const fs::path& path, std::string_view content) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return errno;
  int error = 0;
  while (error == 0 && !content.empty()) {
    const auto written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0)
      error = errno;
    else
      content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (error == 0 && ::fsync(file) != 0) error = errno;
  if (::close(file) != 0 && error == 0) error = errno;
  if (error != 0) ::unlink(path.c_str());
  return error;
}

}  // namespace

std::string new_files_fault(const fs::path& folder, const std::vector<std::string>& names) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder, error)) return "cannot make the folder " + folder.string();
  for (const auto& name : names) {
    if (fs::exists(fs::symlink_status(folder / name, error)))
      return (folder / name).string() + " exists already; give another folder, or move the file away";
  }
  return "";
}

std::string write_new_files(const fs::path& folder,
                            const std::vector<std::pair<std::string, std::string>>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto path = folder / files[i].first;
    const int failed = write_new(path, files[i].second);
    if (failed == 0) continue;
    for (std::size_t written = 0; written < i; ++written) {
      std::error_code error;
      fs::remove(folder / files[written].first, error);
    }
    return "cannot write " + path.string() + " (" + std::generic_category().message(failed) +
           "); no file was left in the folder";
  }
  return "";
}

}  // namespace raccordo::app
