#include "codecs/csv/csv_window.hpp"

#include <algorithm>

namespace raccordo::codecs {
namespace {

constexpr std::size_t kStretch = std::size_t{64} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

/// Moves the kept bytes to the front, once at least as many can be dropped: each byte is moved a bounded
/// number of times, however long a mark exists.
void CsvWindow::drop_read() {
  const auto first = kept_ ? static_cast<std::size_t>(*kept_ - before_) : at_;
  if (first == 0 || first < size_ - first) return;
  std::move(bytes_.get() + first, bytes_.get() + size_, bytes_.get());
  before_ += first;
  at_ -= first;
  size_ -= first;
}

void CsvWindow::make_room() {
  if (room_ >= size_ + kStretch) return;
  room_ = std::max(size_ + kStretch, room_ * 2);
  auto larger = std::make_unique_for_overwrite<char[]>(room_);
  std::copy_n(bytes_.get(), size_, larger.get());
  bytes_ = std::move(larger);
}

bool CsvWindow::fill() {
  if (ended_) return false;
  drop_read();
  make_room();
  // The mark has three bytes, and a source may return them one by one.
  const std::size_t wanted = started_ ? size_ + 1 : kByteOrderMark.size();
  while (size_ < wanted && !ended_) {
    const auto count = source_.read(bytes_.get() + size_, kStretch - (started_ ? 0 : size_));
    ended_ = count == 0;
    size_ += count;
  }
  if (!started_ && std::string_view(bytes_.get(), size_).starts_with(kByteOrderMark)) {
    std::move(bytes_.get() + kByteOrderMark.size(), bytes_.get() + size_, bytes_.get());
    size_ -= kByteOrderMark.size();
  }
  started_ = true;
  return at_ < size_ || fill();
}

std::string_view CsvWindow::rest() {
  if (at_ == size_ && !fill()) return {};
  return {bytes_.get() + at_, size_ - at_};
}

int CsvWindow::peek() {
  const auto bytes = rest();
  return bytes.empty() ? -1 : static_cast<unsigned char>(bytes.front());
}

}  // namespace raccordo::codecs
