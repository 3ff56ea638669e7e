// InputBuffer: bytes read from a connection and not consumed yet, contiguous for the parser. It grows on
// demand up to a limit and frees its memory when the connection is idle. Used by session.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace raccordo::net {

class InputBuffer {
 public:
  explicit InputBuffer(std::size_t bound) : bound_(bound) {}
  bool empty() const { return begin_ == end_; }
  std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  void consume(std::size_t count) { begin_ += count; }
  /// Room for the next read, at least a byte; empty if the limit is reached.
  std::span<char> room(std::size_t wanted) {
    if (empty()) begin_ = end_ = 0;
    if (begin_ > 0 && bytes_.size() - end_ < wanted) compact();
    const std::size_t target = std::min(bound_, end_ + wanted);
    if (bytes_.size() < target) bytes_.resize(target);
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  void added(std::size_t count) { end_ += count; }
  /// Frees the memory if nothing is held.
  void release() {
    if (!empty()) return;
    begin_ = end_ = 0;
    std::vector<char>().swap(bytes_);
  }

 private:
  void compact() {
    std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
              bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  std::size_t bound_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0, end_ = 0;
};

}  // namespace raccordo::net
