#include "unit/extract/zip_member.hpp"

#include <zlib.h>

#include <cstdint>

namespace raccordo::tests {
namespace {

/// A little-endian number of `bytes` bytes.
std::size_t number(std::string_view text, std::size_t at, std::size_t bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes; i-- > 0;) value = value << 8U | static_cast<std::uint8_t>(text.at(at + i));
  return value;
}

std::string inflate_raw(std::string_view packed, std::size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  inflateInit2(&stream, -MAX_WBITS);
  std::string in(packed);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return out;
}

}  // namespace

std::string zip_member(std::string_view archive, std::string_view name) {
  constexpr std::string_view kEnd = "PK\x05\x06";
  const auto end = archive.rfind(kEnd);
  if (end == std::string_view::npos) return "";
  std::size_t entry = number(archive, end + 16, 4);
  for (std::size_t left = number(archive, end + 10, 2); left > 0; --left) {
    const auto name_length = number(archive, entry + 28, 2);
    if (archive.substr(entry + 46, name_length) == name) {
      const auto local = number(archive, entry + 42, 4);
      const auto data = local + 30 + number(archive, local + 26, 2) + number(archive, local + 28, 2);
      const auto packed = archive.substr(data, number(archive, entry + 20, 4));
      const bool is_stored = number(archive, entry + 10, 2) == 0;
      return is_stored ? std::string(packed) : inflate_raw(packed, number(archive, entry + 24, 4));
    }
    entry += 46 + name_length + number(archive, entry + 30, 2) + number(archive, entry + 32, 2);
  }
  return "";
}

}  // namespace raccordo::tests
