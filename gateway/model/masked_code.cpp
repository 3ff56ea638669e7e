#include "model/masked_code.hpp"

#include <algorithm>

namespace raccordo::model {
namespace {

constexpr std::string_view kMiddle = " caratteri #";
constexpr std::size_t kMostDigits = 9, kHexDigits = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

}  // namespace

bool is_masked_code(std::string_view text) {
  if (!text.starts_with(kMaskedCodeBegin)) return false;
  text.remove_prefix(kMaskedCodeBegin.size());
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 0 || digits > kMostDigits) return false;
  text.remove_prefix(digits);
  if (!text.starts_with(kMiddle) || text.size() != kMiddle.size() + kHexDigits + 1 || text.back() != ']')
    return false;
  text.remove_prefix(kMiddle.size());
  return std::all_of(text.begin(), text.end() - 1, is_hex_digit);
}

}  // namespace raccordo::model
