// Files and seals of spooled bodies: what Spool, its writers and its readers have in common. Errors:
// base::SystemFault for a failing disk, base::StorageFull for a full one, BodyLost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace raccordo::intake {

inline constexpr std::size_t kSpoolChunk = 64 << 10;
inline constexpr std::string_view kSpoolMagic = "RSP1";
inline constexpr std::size_t kSealOverhead = 4096;
inline constexpr const char* kBodyEnding = ".body";
inline constexpr const char* kPartEnding = ".part";

/// By errno.
[[noreturn]] void fail_spool(const std::filesystem::path& path, const char* what);
[[noreturn]] void fail_changed(const std::filesystem::path& path);
[[noreturn]] void fail_missing(const std::filesystem::path& path);

class SpoolDescriptor {
 public:
  SpoolDescriptor(const std::filesystem::path& path, int flags);
  SpoolDescriptor(const SpoolDescriptor&) = delete;
  SpoolDescriptor& operator=(const SpoolDescriptor&) = delete;
  ~SpoolDescriptor();
  int value() const { return value_; }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);
/// Fills `into` wholly; false at the end of the file.
bool read_all(int descriptor, char* into, std::size_t size, const std::filesystem::path& path);
void sync_spool_folder(const std::filesystem::path& folder);
std::string length_prefix(std::size_t size);

/// Whether more chunks of a body follow.
enum class ChunkPosition : std::uint8_t { inner, last };
/// What a chunk is sealed with.
std::string chunk_context(const std::string& id, std::uint64_t index, ChunkPosition position);

bool is_ulid(std::string_view id);
/// Throws base::SystemFault unless the id is a ULID.
std::filesystem::path body_path(const std::filesystem::path& folder, const std::string& id);

}  // namespace raccordo::intake
