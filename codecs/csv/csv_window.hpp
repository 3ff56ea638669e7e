// CsvWindow: the bytes of a CSV document with a way to go back. A quote that turns out not to be closed is
// read again as plain text, so bytes after a mark are kept until the mark is removed. Used by CsvReader.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "codecs/decoder.hpp"

namespace raccordo::codecs {

class CsvWindow {
 public:
  explicit CsvWindow(ByteSource& source) : source_(source) {}

  /// The unread bytes in memory; reads on if there are none. Empty only at the end of the document.
  std::string_view rest();
  void advance(std::size_t count) { at_ += count; }
  /// The next byte, or -1 at the end.
  int peek();

  /// Bytes read before this place, without the byte order mark.
  std::uint64_t offset() const { return before_ + at_; }
  /// Keeps all bytes from `offset` on (a place not yet dropped) until let_go().
  void keep_from(std::uint64_t offset) { kept_ = offset; }
  void let_go() { kept_.reset(); }
  /// The bytes between a kept place and here.
  std::string_view since(std::uint64_t offset) const {
    return {bytes_.get() + (offset - before_), at_ - static_cast<std::size_t>(offset - before_)};
  }
  /// Goes back to a kept place.
  void go_back(std::uint64_t offset) { at_ = static_cast<std::size_t>(offset - before_); }

 private:
  bool fill();
  void drop_read();
  void make_room();
  ByteSource& source_;
  std::unique_ptr<char[]> bytes_;  ///< not cleared, to save the cost for small bodies
  std::size_t at_ = 0, size_ = 0, room_ = 0;
  std::uint64_t before_ = 0;  ///< offset of the first byte held
  std::optional<std::uint64_t> kept_;
  bool started_ = false, ended_ = false;
};

}  // namespace raccordo::codecs
