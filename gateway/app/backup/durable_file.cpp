#include "app/backup/durable_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "base/storage_full.hpp"

namespace raccordo::app {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int error) {
  const auto what = "cannot write " + file.string() + ": " + std::generic_category().message(error);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

constexpr std::string_view kPart = ".part-";

/// Removes what killed programs left of the file, also one with the number of this process: whoever still
/// writes holds a lock.
void remove_left(const std::filesystem::path& file) {
  const auto prefix = file.filename().string() + std::string(kPart);
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  std::error_code none;
  for (const auto& each : std::filesystem::directory_iterator(folder, none)) {
    if (!each.path().filename().string().starts_with(prefix)) continue;
    const int descriptor = ::open(each.path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(each.path().c_str());
    ::close(descriptor);
  }
}

}  // namespace

void sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder, errno);
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error != 0) fail(folder, error);
}

DurableFile::DurableFile(std::filesystem::path file) : file_(std::move(file)), part_(file_) {
  remove_left(file_);
  part_ += std::string(kPart) + std::to_string(::getpid());
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) fail(part_, errno);
  ::flock(descriptor_, LOCK_EX);
}

DurableFile::~DurableFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part_.c_str());
}

void DurableFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(part_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void DurableFile::commit() {
  if (::fsync(descriptor_) != 0) fail(part_, errno);
  // A name that came meanwhile is not replaced. Some file systems cannot promise that: then it is looked at.
  const bool named = ::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) == 0;
  if (!named) {
    if (errno != EINVAL && errno != ENOSYS) fail(file_, errno);
    if (std::filesystem::exists(std::filesystem::symlink_status(file_))) fail(file_, EEXIST);
    if (std::rename(part_.c_str(), file_.c_str()) != 0) fail(file_, errno);
  }
  ::close(std::exchange(descriptor_, -1));
  sync_folder_of(file_);
}

}  // namespace raccordo::app
