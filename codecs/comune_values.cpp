// Comuni by code and by name, and the messages about unknown ones.
#include <algorithm>

#include "base/text.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;

constexpr std::size_t kIstatDigits = 6, kLongestShown = 60, kIdentifierLength = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A Comune column may contain something else, also an identifier or a date of birth: text with digits is
/// shown up to the length of an ISTAT code, and no word as long as a codice fiscale.
bool may_be_shown(std::string_view text) {
  if (text.empty() || text.size() > kLongestShown || base::find_bad_utf8(text)) return false;
  if (std::any_of(text.begin(), text.end(), is_digit)) return text.size() <= kIstatDigits;
  const auto words = base::split(text, ' ');
  return std::none_of(words.begin(), words.end(),
                      [](std::string_view word) { return word.size() == kIdentifierLength; });
}

std::string as_sent(std::string_view text) {
  return may_be_shown(text) ? "\"" + std::string(text) + "\"" : std::string("the value sent");
}

std::string named(const model::Territory& territory, std::string_view istat) {
  const auto* comune = territory.by_istat(istat);
  const auto* former = comune ? nullptr : territory.former_by_istat(istat);
  if (!comune && !former) return "";
  return std::string(istat) + " (" + (comune ? comune->name : former->name) + ")";
}

/// The ISTAT code of a current or former Comune, by the type of the value; "" if there is none.
std::string istat_of(const model::Territory& territory, std::string_view text, ValueType type) {
  const auto* comune = type == ValueType::istat      ? territory.by_istat(text)
                       : type == ValueType::belfiore ? territory.by_belfiore(text)
                                                     : territory.by_name(text);
  if (comune != nullptr) return comune->istat_code;
  const auto* former = type == ValueType::istat      ? territory.former_by_istat(text)
                       : type == ValueType::belfiore ? territory.former_by_belfiore(text)
                                                     : territory.former_by_name(text);
  return former != nullptr ? former->istat_code : std::string();
}

/// The Comune with the nearest name; "" if none is near.
std::string near_comune(const model::Territory& territory, std::string_view text) {
  std::vector<std::string> names;
  for (const auto& comune : territory.comuni()) names.push_back(model::fold_name(comune.name));
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto near = base::nearest_name(model::fold_name(text), candidates);
  const auto found = std::find(names.begin(), names.end(), near);
  if (near.empty() || found == names.end()) return "";
  const auto& comune = territory.comuni()[static_cast<std::size_t>(found - names.begin())];
  return comune.name + " (" + comune.istat_code + ")";
}

/// A suggestion as the rest of a sentence; "" if there is none.
std::string meant(const model::Territory& territory, std::string_view text, ValueType type) {
  if (!may_be_shown(text)) return "";
  if (type == ValueType::istat && text.size() < kIstatDigits && base::is_digits(text)) {
    const auto padded = std::string(kIstatDigits - text.size(), '0') + std::string(text);
    const auto comune = named(territory, padded);
    if (!comune.empty()) {
      return "; " + comune + " without its leading zero? Spreadsheets drop it: format the column as text";
    }
  }
  const auto open = text.rfind('(');
  if (type == ValueType::comune_name && open != std::string_view::npos && text.back() == ')') {
    const auto istat = istat_of(territory, text.substr(0, open), type);
    if (!istat.empty()) {
      return "; the province in brackets is not that of " + named(territory, istat) +
             ": correct it, or give the Comune that is meant";
    }
  }
  for (const auto other : {ValueType::istat, ValueType::belfiore, ValueType::comune_name}) {
    const auto istat = other == type ? std::string() : istat_of(territory, text, other);
    if (!istat.empty()) {
      return "; it is " + named(territory, istat) + ", but another kind of value is expected here";
    }
  }
  const auto near = type == ValueType::comune_name ? near_comune(territory, text) : std::string();
  return near.empty() ? "" : "; did you mean " + near + "?";
}

std::string_view expected(ValueType type) {
  if (type == ValueType::istat) return "an ISTAT code of 6 digits, such as 016024";
  return type == ValueType::belfiore ? "a Belfiore code of a letter and 3 digits, such as A794"
                                     : "the full name, such as Bergamo";
}

}  // namespace

ValueResult read_comune(std::string_view text, ValueType type, model::Field field,
                        const model::Scheme* scheme) {
  const bool is_owner = field == model::Field::owner;
  const bool has_shape = type != ValueType::istat || (text.size() == kIstatDigits && base::is_digits(text));
  if (has_shape && type == ValueType::istat && !is_owner) return std::string(text);
  std::string hint;
  if (scheme != nullptr) {
    auto istat = has_shape ? istat_of(scheme->territory, text, type) : std::string();
    if (!istat.empty()) return istat;
    hint = meant(scheme->territory, text, type);
  }
  if (is_owner) {
    return ValueFault{IssueCode::unknown_comune, model::Severity::error,
                      as_sent(text) + " is no Comune of the territory" + hint +
                          "; give the Comune in charge of the case: " + std::string(expected(type))};
  }
  return ValueFault{IssueCode::unknown_item, model::Severity::warning,
                    as_sent(text) + " is no Comune known here and was left out" + hint +
                        "; a six-digit ISTAT code is always taken"};
}

}  // namespace raccordo::codecs
