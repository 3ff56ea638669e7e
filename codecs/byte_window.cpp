#include "codecs/byte_window.hpp"

#include <algorithm>
#include <cstring>

namespace raccordo::codecs {
namespace {

constexpr std::size_t kWindow = std::size_t{64} << 10;
/// Enough for a document of one record; freeing 64 KiB makes the allocator tidy up.
constexpr std::size_t kFirstWindow = std::size_t{8} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Line feeds in a block; memchr is far faster than comparing bytes.
std::uint64_t count_lines(const char* begin, const char* end) {
  std::uint64_t count = 0;
  while (begin != end) {
    const auto* found =
        static_cast<const char*>(std::memchr(begin, '\n', static_cast<std::size_t>(end - begin)));
    if (found == nullptr) break;
    ++count;
    begin = found + 1;
  }
  return count;
}

}  // namespace

ByteWindow::ByteWindow(ByteSource& source)
    : source_(source),
      bytes_(std::make_unique_for_overwrite<char[]>(kFirstWindow)),
      capacity_(kFirstWindow) {}

bool ByteWindow::fill() {
  if (ended_) return false;
  lines_before_ += count_lines(bytes_.get(), bytes_.get() + size_);
  before_ += size_;
  if (size_ == capacity_ && capacity_ < kWindow) {
    bytes_ = std::make_unique_for_overwrite<char[]>(kWindow);
    capacity_ = kWindow;
  }
  at_ = size_ = 0;
  // The mark has three bytes, and a source may return them one by one.
  const std::size_t wanted = started_ ? 1 : kByteOrderMark.size();
  while (size_ < wanted && !ended_) {
    const auto count = source_.read(bytes_.get() + size_, capacity_ - size_);
    ended_ = count == 0;
    size_ += count;
  }
  if (!started_ && std::string_view(bytes_.get(), size_).starts_with(kByteOrderMark)) {
    std::move(bytes_.get() + kByteOrderMark.size(), bytes_.get() + size_, bytes_.get());
    size_ -= kByteOrderMark.size();
  }
  started_ = true;
  return size_ != 0 || fill();
}

std::string_view ByteWindow::rest() {
  if (at_ == size_ && !fill()) return {};
  return {bytes_.get() + at_, size_ - at_};
}

void ByteWindow::advance(std::size_t count) { at_ += count; }

int ByteWindow::peek() {
  const auto bytes = rest();
  return bytes.empty() ? -1 : static_cast<unsigned char>(bytes.front());
}

std::uint64_t ByteWindow::line() const {
  return 1 + lines_before_ + count_lines(bytes_.get(), bytes_.get() + at_);
}

}  // namespace raccordo::codecs
