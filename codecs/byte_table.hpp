// ByteTable: an encoding with one byte for each character as a table, which is several times faster than
// iconv. Used by TranscodingSource.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace raccordo::codecs {

/// Immutable; shared by the documents of an encoding.
class ByteTable {
 public:
  /// Null if a byte of the encoding can depend on others, or is UTF-8 of more than three bytes.
  static std::shared_ptr<const ByteTable> of(const std::string& encoding);

  struct Progress {
    std::size_t read = 0, written = 0;
  };
  /// Converts as many bytes as there is room for; one that the encoding does not have becomes `invalid`.
  Progress convert(std::string_view bytes, char* into, std::size_t capacity, char invalid) const;

 private:
  struct Letter {
    std::array<char, 3> bytes{};
    std::uint8_t size = 0;  ///< 0: not in the encoding
  };
  static std::shared_ptr<const ByteTable> read(const std::string& encoding);
  std::array<Letter, 256> letters_{};
  bool keeps_ascii_ = true;
};

}  // namespace raccordo::codecs
