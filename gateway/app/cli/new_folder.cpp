#include "app/cli/new_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

/// Absolute and without a slash at the end, so that it has a name and a parent.
fs::path plain(const fs::path& folder) {
  auto path = fs::absolute(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

std::string told(int error) { return std::generic_category().message(error); }

/// 0 if the whole content is on the disk, else the error.
int write_file(const fs::path& path, std::string_view content) {
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
  return error;
}

/// Names of files survive a loss of power once their folder is on the disk too.
void sync_folder(const fs::path& folder) {
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

/// mkdtemp gives the folder to its owner alone; the umask decides as for every other folder.
void open_folder(const fs::path& folder) {
  const auto mask = ::umask(0);
  ::umask(mask);
  ::chmod(folder.c_str(), 0777 & ~mask);
}

/// Gives the folder its name; an older one gets the temporary name. Without one, or with an empty one, a
/// folder that was filled meanwhile is not replaced. The error number if that fails.
int put_in_place(const fs::path& temporary, const fs::path& target, Existing existing) {
  std::error_code error;
  const bool has_older = existing == Existing::replaced && fs::is_directory(target, error);
  const int failed = has_older
                         ? ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE)
                         : std::rename(temporary.c_str(), target.c_str());
  return failed == 0 ? 0 : errno;
}

std::string fill_and_rename(const fs::path& temporary, const fs::path& target, const NewFiles& files,
                            Existing existing) {
  for (const auto& [name, content] : files) {
    if (const int failed = write_file(temporary / name, content); failed != 0)
      return "cannot write " + (target / name).string() + " (" + told(failed) + ")";
  }
  open_folder(temporary);
  sync_folder(temporary);
  if (const int failed = put_in_place(temporary, target, existing); failed != 0)
    return "cannot make the folder " + target.string() + " (" + told(failed) + ")";
  sync_folder(target.parent_path());
  return "";
}

/// Why what is in the folder may not be replaced; "" if it may, or if nothing is in it.
std::string content_fault(const fs::path& target, const std::vector<std::string>& names, Existing existing) {
  std::error_code error;
  for (fs::directory_iterator entry(target, error), end; !error && entry != end; entry.increment(error)) {
    if (existing == Existing::kept)
      return target.string() + " has files already; give another folder, or --force to replace them";
    const auto name = entry->path().filename().string();
    const bool is_known = std::find(names.begin(), names.end(), name) != names.end();
    if (!is_known || !fs::is_regular_file(entry->symlink_status(error)))
      return target.string() + " has something else, " + name + "; give another folder, or move it away";
  }
  return error ? "cannot read the folder " + target.string() + " (" + error.message() + ")" : "";
}

}  // namespace

std::string new_folder_fault(const fs::path& folder, const std::vector<std::string>& names,
                             Existing existing) {
  const auto target = plain(folder);
  std::error_code error;
  const auto status = fs::symlink_status(target, error);
  if (fs::is_directory(status)) {
    if (auto fault = content_fault(target, names, existing); !fault.empty()) return fault;
  } else if (fs::exists(status)) {
    return target.string() + " exists already and is no folder; give another folder, or move it away";
  }
  const auto parent = target.parent_path();
  fs::create_directories(parent, error);
  if (!fs::is_directory(parent, error)) return "cannot make the folder " + parent.string();
  if (::access(parent.c_str(), W_OK | X_OK) != 0)
    return "cannot write into the folder " + parent.string() + " (" + told(errno) + ")";
  return "";
}

std::string write_new_folder(const fs::path& folder, const NewFiles& files,
                             const std::vector<std::string>& names, Existing existing) {
  if (auto fault = new_folder_fault(folder, names, existing); !fault.empty()) return fault;
  const auto target = plain(folder);
  auto pattern = (target.parent_path() / ("." + target.filename().string() + ".incomplete-XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr)
    return "cannot write into the folder " + target.parent_path().string() + " (" + told(errno) + ")";
  auto fault = fill_and_rename(pattern, target, files, existing);
  // What failed, or the older files; nothing else that came meanwhile.
  std::error_code error;
  for (const auto& name : names) fs::remove(fs::path(pattern) / name, error);
  fs::remove(pattern, error);
  return fault.empty() ? "" : fault + "; nothing was left";
}

}  // namespace raccordo::app
