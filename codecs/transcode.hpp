// TranscodingSource: converts a document in any encoding of iconv to UTF-8 while it streams. A sequence that
// is invalid in the encoding becomes one 0xFF byte, which is never valid UTF-8, so the framers find it in its
// record and framing continues.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/decoder.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

/// Counts character sequences that look like UTF-8 in a stream of bytes, whatever its declared encoding.
class Utf8Signs {
 public:
  void watch(std::string_view bytes);
  std::uint64_t first_line() const { return good_ > bad_ ? first_line_ : 0; }

 private:
  void take(unsigned char byte);
  std::uint64_t good_ = 0, bad_ = 0, line_ = 1, first_line_ = 0;
  unsigned open_ = 0;  ///< bytes that the character begun still needs
};

class TranscodingSource final : public ByteSource {
 public:
  /// `encoding` must be known to iconv (checked when the profile is loaded); else SystemFault.
  TranscodingSource(ByteSource& source, const std::string& encoding);
  ~TranscodingSource() override;
  TranscodingSource(const TranscodingSource&) = delete;
  TranscodingSource& operator=(const TranscodingSource&) = delete;
  /// `capacity` must be at least 8: iconv needs room for one whole character.
  std::size_t read(char* into, std::size_t capacity) override;
  /// The line (from 1) of the first non-ASCII character that is UTF-8, if the encoding has one byte per
  /// character and most such characters are UTF-8; 0: no sign of UTF-8. Ahead of the reader.
  std::uint64_t utf8_line() const;

 private:
  void refill();
  void skip_mark();
  std::size_t convert(char* into, std::size_t capacity);
  struct Converter;
  ByteSource& source_;
  std::unique_ptr<Converter> converter_;
  std::vector<char> input_;
  std::size_t at_ = 0, size_ = 0;
  bool ended_ = false, started_ = false;
  Utf8Signs signs_;
};

/// The warning of a document (record 0) that seems to be UTF-8 and was read in another encoding.
model::Issue utf8_warning(const std::string& encoding, std::uint64_t line);

/// True if `encoding` (upper case, or empty) needs no conversion.
bool is_utf8_name(std::string_view encoding);

/// True if iconv can decode `encoding`.
bool is_iconv_name(const std::string& encoding);

}  // namespace raccordo::codecs
