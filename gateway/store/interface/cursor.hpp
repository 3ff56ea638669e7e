// Cursors of paged lists: the sort key of the last item shown, as numbers separated by dots. Callers pass
// them back unchanged; any other text is a cursor at the end of the list. Used by store/sqlite.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace raccordo::store {

template <std::size_t N>
using CursorKey = std::array<std::int64_t, N>;

template <std::size_t N>
std::string write_cursor(const CursorKey<N>& key) {
  std::string text;
  for (const auto number : key) {
    if (!text.empty()) text.push_back('.');
    text += std::to_string(number);
  }
  return text;
}

/// `start` for the empty cursor; nothing if write_cursor did not write it.
template <std::size_t N>
std::optional<CursorKey<N>> read_cursor(std::string_view text, const CursorKey<N>& start) {
  if (text.empty()) return start;
  CursorKey<N> key{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < N; ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const auto [rest, error] = std::from_chars(at, end, key[i]);
    if (error != std::errc()) return std::nullopt;
    at = rest;
  }
  return at == end ? std::optional(key) : std::nullopt;
}

/// Approximate size of an issue in an answer.
inline constexpr std::size_t kIssueBytes = 512;

/// Limits a page by items and by bytes, so that answers do not grow with the data of senders. A page has at
/// least one item.
class PageBound {
 public:
  static constexpr std::size_t kBytes = 2 << 20;
  explicit PageBound(std::size_t limit) : limit_(limit) {}
  bool full() const { return items_ >= limit_ || bytes_ >= kBytes; }
  void add(std::size_t bytes) {
    ++items_;
    bytes_ += bytes;
  }

 private:
  std::size_t limit_, items_ = 0, bytes_ = 0;
};

/// One more than a page shows, to detect a following page.
inline std::int64_t rows_wanted(std::size_t limit) {
  return static_cast<std::int64_t>(std::min<std::size_t>(limit, 1'000'000)) + 1;
}

}  // namespace raccordo::store
