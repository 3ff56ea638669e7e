#include "privacy/identifier_in_text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string>

#include "privacy/fiscal_code.hpp"
#include "privacy/latin_letters.hpp"

namespace raccordo::privacy {
namespace {

constexpr std::size_t kLength = 16;    // of codice fiscale, STP and ENI
constexpr std::size_t kShortest = 11;  // a provisional number

bool is_plain(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_plain(c) || static_cast<unsigned char>(c) >= 0x80; }

bool identifies(std::string_view word) {
  const auto type = shape_of(word);
  if (!type) return false;
  return *type != model::IdType::provisional || !fault_of(*type, word);
}

bool has_identifying_word(std::string_view upper) {
  const auto* begin = upper.begin();
  while (begin != upper.end()) {
    begin = std::find_if(begin, upper.end(), is_word);
    const auto* const end = std::find_if_not(begin, upper.end(), is_word);
    if (identifies(std::string_view(begin, end))) return true;
    begin = end;
  }
  return false;
}

/// Within other letters the check character must match, and a digit must be present, because ordinary words
/// would match otherwise.
bool identifies_within(std::string_view window) {
  const auto type = shape_of(window);
  if (!type || !std::any_of(window.begin(), window.end(), is_digit)) return false;
  return !fault_of(*type, window);
}

bool has_identifier_within(std::string_view upper) {
  std::string plain;
  std::copy_if(upper.begin(), upper.end(), std::back_inserter(plain), is_plain);
  const std::string_view view(plain);
  for (std::size_t at = 0; at + kLength <= view.size(); ++at) {
    if (identifies_within(view.substr(at, kLength))) return true;
  }
  return false;
}

/// False for most codes and labels, without a copy of the text: an identifier needs a digit and enough
/// characters, or is a codice fiscale of letters only, which is found as a whole word only.
bool may_hold_identifier(std::string_view text) {
  std::size_t plain = 0, word = 0;
  bool has_digit = false, has_long_word = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;  // may look like another character
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    has_digit = has_digit || is_digit(c);
    word = is_letter || is_digit(c) ? word + 1 : 0;
    plain += word > 0 ? 1U : 0U;
    has_long_word = has_long_word || word >= kLength;
  }
  return has_long_word || (has_digit && plain >= kShortest);
}

/// Texts that were searched lately and hold no identifier: the labels of a document are few, and looking at
/// their letters one by one costs more than the rest of a code's way.
class HarmlessTexts {
 public:
  bool has(std::string_view text) const { return texts_[place_of(text)] == text; }
  void note(std::string_view text) {
    if (text.size() <= kLongest) texts_[place_of(text)] = text;
  }

 private:
  static constexpr std::size_t kPlaces = 512, kLongest = 128;
  static std::size_t place_of(std::string_view text) { return std::hash<std::string_view>{}(text) % kPlaces; }
  std::array<std::string, kPlaces> texts_;
};

}  // namespace

bool holds_identifier(std::string_view text) {
  if (!may_hold_identifier(text)) return false;
  thread_local HarmlessTexts harmless;
  if (harmless.has(text)) return false;
  const auto upper = latin_letters(text);
  if (has_identifying_word(upper) || has_identifier_within(upper)) return true;
  harmless.note(text);
  return false;
}

}  // namespace raccordo::privacy
