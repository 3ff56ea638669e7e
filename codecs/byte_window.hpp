// ByteWindow: a sliding window over a ByteSource, for framers that process bytes in blocks. Skips a UTF-8
// byte order mark at the start and counts bytes and lines.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "codecs/decoder.hpp"

namespace raccordo::codecs {

class ByteWindow {
 public:
  explicit ByteWindow(ByteSource& source);

  /// The unread bytes in memory; reads on if there are none. Empty only at the end of the document.
  std::string_view rest();
  /// Marks the first `count` bytes of `rest()` as read.
  void advance(std::size_t count);
  /// The next byte, or -1 at the end.
  int peek();

  /// Bytes read before this place, without the byte order mark.
  std::uint64_t offset() const { return before_ + at_; }
  /// The line of this place, from 1.
  std::uint64_t line() const;

 private:
  bool fill();
  ByteSource& source_;
  std::unique_ptr<char[]> bytes_;  ///< not cleared, to save the cost for small bodies
  std::size_t capacity_;
  std::size_t at_ = 0, size_ = 0;
  std::uint64_t before_ = 0, lines_before_ = 0;
  bool started_ = false, ended_ = false;
};

}  // namespace raccordo::codecs
