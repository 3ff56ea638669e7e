#include "base/invisible_character.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace raccordo::base {
namespace {

/// The character at `at` if it has at most three bytes, as all have that are sought; else U+FFFD. Moves `at`
/// behind it.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
  constexpr std::uint32_t kOther = 0xFFFD;
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const auto first = byte(at++);
  if (first < 0x80) return first;
  if (first >= 0xC2 && first <= 0xDF && follows(at)) return ((first & 0x1FU) << 6U) | (byte(at++) & 0x3FU);
  if (first < 0xE0 || first > 0xEF || !follows(at) || !follows(at + 1)) return kOther;
  const auto tail = ((byte(at) & 0x3FU) << 6U) | (byte(at + 1) & 0x3FU);
  at += 2;
  return ((first & 0x0FU) << 12U) | tail;
}

bool is_control(std::uint32_t c, Lines lines) {
  if (c == '\t' || c == '\n' || c == '\r') return lines == Lines::one;
  return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool is_between(std::uint32_t c, std::uint32_t low, std::uint32_t high) { return c >= low && c <= high; }

bool is_format(std::uint32_t c) {
  return c == 0x061C || c == 0x200B || is_between(c, 0x200E, 0x200F) || is_between(c, 0x2028, 0x202E) ||
         c == 0x2060 || is_between(c, 0x2066, 0x2069) || c == 0xFEFF;
}

}  // namespace

std::optional<std::string> invisible_character(std::string_view text, Lines lines) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_character(text, at);
    if (!is_control(c, lines) && !is_format(c)) continue;
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(c));
    return name.data();
  }
  return std::nullopt;
}

}  // namespace raccordo::base
