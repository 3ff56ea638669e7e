#include "mapping/code_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"

namespace raccordo::mapping {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_space(utf8proc_int32_t point) { return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS; }

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

/// Calls `use` with each character and its bytes; false if the text is not UTF-8.
template <class Use>
bool for_each_character(std::string_view text, Use use) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (length <= 0) return false;
    use(point, text.substr(0, static_cast<std::size_t>(length)));
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

std::string plain_spaces(std::string_view text) {
  std::string out;
  for_each_character(text, [&](utf8proc_int32_t point, std::string_view bytes) {
    if (is_space(point))
      out += ' ';
    else
      out += bytes;
  });
  return out;
}

}  // namespace

bool is_plain_code(std::string_view code) { return is_ascii(code) && base::trim(code).size() == code.size(); }

std::string comparable_code(std::string_view code) {
  if (is_ascii(code)) return std::string(base::trim(code));
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(bytes_of(code), static_cast<utf8proc_ssize_t>(code.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, &std::free);
  if (length < 0) return std::string(code);
  const auto spaced = plain_spaces({reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)});
  return std::string(base::trim(spaced));
}

std::string visible_code(std::string_view code) {
  std::string out;
  const bool whole = for_each_character(code, [&](utf8proc_int32_t point, std::string_view bytes) {
    const auto category = utf8proc_category(point);
    const bool unseen = (is_space(point) && point != ' ') || category == UTF8PROC_CATEGORY_CF ||
                        category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
                        category == UTF8PROC_CATEGORY_ZP || comparable_code(bytes).empty();
    if (!unseen || point == ' ') {
      out += bytes;
      return;
    }
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "{U+%04X}", static_cast<unsigned>(point));
    out += number.data();
  });
  return whole ? out : std::string(code);
}

}  // namespace raccordo::mapping
