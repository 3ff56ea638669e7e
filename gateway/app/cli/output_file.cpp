#include "app/cli/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/plain_file.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

std::string cannot_write(const fs::path& file, int error) {
  return "cannot write " + file.string() + ": " + std::generic_category().message(error);
}

std::string there_already(const fs::path& file) {
  return file.string() +
         " exists with other content and was not changed: give another name, or --force to "
         "replace it";
}

bool has_content(const fs::path& file, std::string_view content) {
  std::error_code error;
  if (fs::file_size(file, error) != content.size() || error) return false;
  std::ifstream in(file, std::ios::binary);
  const std::string found{std::istreambuf_iterator<char>(in), {}};
  return in && found == content;
}

/// Writes and flushes a new file; the error number if that fails.
int write_new(const fs::path& file, std::string_view content) {
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (out < 0) return errno;
  int error = 0;
  while (!content.empty() && error == 0) {
    const auto written = ::write(out, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (error == 0 && ::fsync(out) != 0) error = errno;
  if (::close(out) != 0 && error == 0) error = errno;
  return error;
}

/// Gives the written file its name; the error number if that fails, EEXIST for a file that came meanwhile.
int put_in_place(const fs::path& beside, const fs::path& file, Existing existing) {
  const unsigned flags = existing == Existing::kept ? RENAME_NOREPLACE : 0;
  if (::renameat2(AT_FDCWD, beside.c_str(), AT_FDCWD, file.c_str(), flags) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;  // some file systems cannot refuse to replace
  if (existing == Existing::kept && base::is_present(file)) return EEXIST;
  return std::rename(beside.c_str(), file.c_str()) == 0 ? 0 : errno;
}

/// The file behind a link.
fs::path behind_links(const fs::path& file) {
  std::error_code error;
  const auto real = fs::canonical(file, error);
  return error ? file : real;
}

}  // namespace

std::optional<std::string> fault_of_output(const fs::path& file, Existing existing) {
  if (!base::is_present(file)) return std::nullopt;
  if (const auto wrong = base::fault_of_file(file)) return "cannot write " + file.string() + ": " + *wrong;
  return existing == Existing::kept ? std::optional(there_already(file)) : std::nullopt;
}

std::optional<std::string> write_output(const fs::path& file, std::string_view content, Existing existing) {
  if (base::is_present(file) && has_content(file, content)) return std::nullopt;
  if (auto wrong = fault_of_output(file, existing)) return wrong;
  const auto target = behind_links(file);
  auto beside = target;
  beside.replace_filename("." + target.filename().string() + "." + std::to_string(::getpid()) + ".part");
  int error = write_new(beside, content);
  if (error == 0) error = put_in_place(beside, target, existing);
  if (error == 0) return std::nullopt;
  ::unlink(beside.c_str());
  return error == EEXIST ? there_already(file) : cannot_write(file, error);
}

}  // namespace raccordo::app
