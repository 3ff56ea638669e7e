// InputBuffer: bytes read from a connection and not consumed yet, contiguous for the parser. It grows on
// demand up to a limit and frees its memory when the connection is idle. Used by session.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace raccordo::net {

class InputBuffer {
 public:
  explicit InputBuffer(std::size_t bound) : bound_(bound) {}
  bool empty() const { return begin_ == end_; }
  std::string_view view() const { return {bytes_.get() + begin_, end_ - begin_}; }
  void consume(std::size_t count) { begin_ += count; }
  /// Room for the next read, at least a byte; empty if the limit is reached.
  std::span<char> room(std::size_t wanted) {
    if (empty()) begin_ = end_ = 0;
    if (begin_ > 0 && size_ - end_ < wanted) compact();
    const std::size_t target = std::min(bound_, end_ + wanted);
    if (size_ < target) grow(target);
    return {bytes_.get() + end_, size_ - end_};
  }
  void added(std::size_t count) { end_ += count; }
  /// Frees the memory if nothing is held.
  void release() {
    if (!empty()) return;
    begin_ = end_ = 0;
    bytes_.reset();
    size_ = 0;
  }

 private:
  void compact() {
    std::copy(bytes_.get() + begin_, bytes_.get() + end_, bytes_.get());
    end_ -= begin_;
    begin_ = 0;
  }
  void grow(std::size_t size) {
    auto larger = std::make_unique_for_overwrite<char[]>(size);
    std::copy(bytes_.get() + begin_, bytes_.get() + end_, larger.get() + begin_);
    bytes_ = std::move(larger);
    size_ = size;
  }
  std::size_t bound_;
  std::unique_ptr<char[]> bytes_;  ///< not cleared: it is allocated for each request
  std::size_t size_ = 0;
  std::size_t begin_ = 0, end_ = 0;
};

}  // namespace raccordo::net
