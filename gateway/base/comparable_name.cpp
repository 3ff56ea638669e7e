#include "base/comparable_name.hpp"

#include <algorithm>
#include <array>

namespace raccordo::base {
namespace {

/// UTF-8 of: no-break space, soft hyphen, narrow no-break space, zero-width space, non-joiner and joiner,
/// left- and right-to-left marks, word joiner, byte order mark.
constexpr std::array<std::string_view, 10> kUnseen = {
    "\xC2\xA0",     "\xC2\xAD",     "\xE2\x80\xAF", "\xE2\x80\x8B", "\xE2\x80\x8C",
    "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x81\xA0", "\xEF\xBB\xBF"};

}  // namespace

std::string comparable_name(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto* unseen = std::find_if(kUnseen.begin(), kUnseen.end(),
                                      [&](std::string_view mark) { return name.starts_with(mark); });
    if (unseen != kUnseen.end()) {
      name.remove_prefix(unseen->size());
      continue;
    }
    const char c = name.front();
    if (c != ' ' && (c < '\t' || c > '\r'))
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    name.remove_prefix(1);
  }
  return out;
}

}  // namespace raccordo::base
