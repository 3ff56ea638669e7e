#include "model/shown_value.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::model {
namespace {

constexpr std::size_t kMostShown = 40;
constexpr std::ptrdiff_t kLeastName = 3, kLeastIdentifier = 11;  // letters; letters and digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
/// A letter, or a byte of one beyond ASCII.
bool is_letter(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Capitalised words that are not names: months, currencies and placeholders of forms.
bool is_usual(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"gen", "feb", "mar", "apr", "mag", "giu",
                                                        "lug", "ago", "set", "ott", "nov", "dic"};
  constexpr std::array<std::string_view, 9> kWords = {"eur",  "euro",  "null", "none", "nan",
                                                      "true", "false", "ore",  "data"};
  constexpr std::array<std::string_view, 12> kLongMonths = {"gennaio",   "febbraio", "marzo",    "aprile",
                                                            "maggio",    "giugno",   "luglio",   "agosto",
                                                            "settembre", "ottobre",  "novembre", "dicembre"};
  const auto lower = base::to_lower_ascii(word);
  const auto holds = [&](const auto& list) {
    return std::find(list.begin(), list.end(), lower) != list.end();
  };
  return holds(kMonths) || holds(kWords) || holds(kLongMonths);
}

bool may_hold_name(std::string_view text) {
  const auto* begin = text.begin();
  while ((begin = std::find_if(begin, text.end(), is_letter)) != text.end()) {
    const auto* const end = std::find_if_not(begin, text.end(), is_letter);
    const std::string_view word(begin, end);
    const bool has_capital = is_capital(word.front()) || static_cast<unsigned char>(word.front()) >= 0x80;
    if (has_capital && std::count_if(word.begin(), word.end(), begins_character) >= kLeastName &&
        !is_usual(word))
      return true;
    begin = end;
  }
  return false;
}

bool may_identify(std::string_view text) {
  const auto counts = [](char c) { return is_digit(c) || is_letter(c); };
  return std::any_of(text.begin(), text.end(), is_digit) &&
         std::count_if(text.begin(), text.end(), counts) >= kLeastIdentifier;
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= kMostShown) return "\"" + std::string(text) + "\"";
  auto end = kMostShown;
  while (!begins_character(text[end])) --end;
  return "\"" + std::string(text.substr(0, end)) + "...\"";
}

std::string of_length(std::string_view text) {
  return std::to_string(std::count_if(text.begin(), text.end(), begins_character)) + " characters";
}

}  // namespace

std::string shown_value(Field field, std::string_view text, const CodeMask& mask) {
  if (base::find_bad_utf8(text) || std::any_of(text.begin(), text.end(), is_control))
    return "a value that is no text";
  if (mask) {
    auto masked = mask(text);
    if (masked != text) return masked;
  } else if (may_identify(text)) {
    return "a value of " + of_length(text);
  }
  if (may_hold_name(text)) return "a text of " + of_length(text) + " (not repeated, it may be a name)";
  if (field != Field::person_birth_date) return in_quotes(text);
  std::string shape(text);
  std::replace_if(shape.begin(), shape.end(), is_digit, '#');
  std::replace_if(shape.begin(), shape.end(), is_letter, 'x');
  return in_quotes(shape);
}

}  // namespace raccordo::model
