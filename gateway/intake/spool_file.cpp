#include "intake/spool_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/storage_full.hpp"
#include "intake/body_lost.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kUlidLength = 26;

}  // namespace

void fail_spool(const fs::path& path, const char* what) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  const auto text = "spool " + path.string() + ": " + what + ": " + std::strerror(errno);
  if (full) throw base::StorageFull(text);
  throw base::SystemFault(text);
}
void fail_changed(const fs::path& path) {
  throw BodyLost("spool " + path.string() + ": the body was changed or belongs to another key");
}

void fail_missing(const fs::path& path) {
  throw BodyLost("spool " + path.string() + ": the body is missing");
}

SpoolDescriptor::SpoolDescriptor(const fs::path& path, int flags)
    : value_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
  if (value_ < 0 && errno == ENOENT && flags == O_RDONLY) fail_missing(path);
  if (value_ < 0) fail_spool(path, "cannot be opened");
}

SpoolDescriptor::~SpoolDescriptor() { ::close(value_); }

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_spool(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Fills `into` wholly; false at the end of the file.
bool read_all(int descriptor, char* into, std::size_t size, const fs::path& path) {
  while (size > 0) {
    const ssize_t count = ::read(descriptor, into, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_spool(path, "cannot be read");
    if (count == 0) return false;
    into += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

void sync_spool_folder(const fs::path& folder) {
  const SpoolDescriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (::fsync(descriptor.value()) != 0) fail_spool(folder, "cannot be synced");
}

std::string length_prefix(std::size_t size) {
  std::string out;
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>((size >> shift) & 0xFF);
  return out;
}

std::string chunk_context(const std::string& id, std::uint64_t index, ChunkPosition position) {
  return "spool|" + id + "|" + std::to_string(index) + (position == ChunkPosition::last ? "|last" : "|inner");
}

bool is_ulid(std::string_view id) {
  return id.size() == kUlidLength && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

fs::path body_path(const fs::path& folder, const std::string& id) {
  if (!is_ulid(id)) throw base::SystemFault("spool: a body is named by a ULID");
  return folder / (id + kBodyEnding);
}

}  // namespace raccordo::intake
