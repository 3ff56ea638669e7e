// TranscodingSource: a document in any encoding iconv knows, given on as UTF-8 while it streams. A sequence
// that is not valid in the encoding becomes one 0xFF byte, which is never valid UTF-8: so the framers find
// it in its record and framing goes on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "codecs/decoder.hpp"

namespace raccordo::codecs {

class TranscodingSource final : public ByteSource {
 public:
  /// `encoding` must be known to iconv (checked when the profile is loaded); else SystemFault.
  TranscodingSource(ByteSource& source, const std::string& encoding);
  ~TranscodingSource() override;
  TranscodingSource(const TranscodingSource&) = delete;
  TranscodingSource& operator=(const TranscodingSource&) = delete;
  /// `capacity` must be at least 8: iconv needs room for one whole character.
  std::size_t read(char* into, std::size_t capacity) override;

 private:
  void refill();
  std::size_t convert(char* into, std::size_t capacity);
  struct Converter;
  ByteSource& source_;
  std::unique_ptr<Converter> converter_;
  std::vector<char> input_;
  std::size_t at_ = 0, size_ = 0;
  bool ended_ = false;
};

/// True if `encoding` (upper case, or empty) needs no conversion.
bool is_utf8_name(std::string_view encoding);

/// True if iconv can decode `encoding`.
bool is_iconv_name(const std::string& encoding);

}  // namespace raccordo::codecs
