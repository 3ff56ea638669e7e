#include "privacy/fiscal_code.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::privacy {
namespace {

using model::IdType;

constexpr std::size_t kFiscalCodeLength = 16;
constexpr std::size_t kProvisionalLength = 11;
constexpr std::size_t kRegionalDigits = 13;  // of STP and ENI codes
constexpr int kWomenAdd = 40;                // to the day of birth

/// Places of a codice fiscale that hold digits, or their omocodia letters.
constexpr std::array<std::size_t, 7> kDigitPlaces = {6, 7, 9, 10, 12, 13, 14};
/// The letters that replace 0-9 in codes of namesakes.
constexpr std::string_view kOmocodia = "LMNPQRSTUV";
/// The letters of January to December.
constexpr std::string_view kMonths = "ABCDEHLMPRST";
/// What a character counts in an odd place: 0-9, then A-Z; digits count as A-J do.
constexpr std::array<int, 26> kOdd = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                      20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_digit_place(std::size_t place) {
  return std::find(kDigitPlaces.begin(), kDigitPlaces.end(), place) != kDigitPlaces.end();
}

bool has_fiscal_code_shape(std::string_view text) {
  if (text.size() != kFiscalCodeLength) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = is_digit(text[i]) || kOmocodia.find(text[i]) != std::string_view::npos;
    if (is_digit_place(i) ? !digit : !is_letter(text[i])) return false;
  }
  return true;
}

bool is_regional(std::string_view text, std::string_view prefix) {
  return text.size() == prefix.size() + kRegionalDigits && text.starts_with(prefix) &&
         base::is_digits(text.substr(prefix.size()));
}

/// The code with omocodia letters converted to digits, for reading it; never for comparing persons.
std::string with_digits(std::string_view text) {
  std::string plain(text);
  for (const auto place : kDigitPlaces) {
    const auto found = kOmocodia.find(plain[place]);
    if (found != std::string_view::npos) plain[place] = static_cast<char>('0' + found);
  }
  return plain;
}

int two_digits(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

/// The century is unknown: 29 February is valid if one of them has it.
bool exists_in_some_century(int year, int month, int day) {
  for (int century = 1800; century <= 2000; century += 100) {
    if (base::is_valid({static_cast<std::int16_t>(century + year), static_cast<std::uint8_t>(month),
                        static_cast<std::uint8_t>(day)})) {
      return true;
    }
  }
  return false;
}

std::optional<std::string> fault_of_fiscal_code(std::string_view text) {
  if (!has_fiscal_code_shape(text)) {
    return "The codice fiscale does not have the form of one: 16 characters, 6 letters, 2 digits, a letter, "
           "2 digits, a letter, 3 digits and a check letter.";
  }
  if (check_character(text.substr(0, kFiscalCodeLength - 1)) != text.back()) {
    return "The check character of the codice fiscale is wrong: a character was mistyped or exchanged.";
  }
  const auto plain = with_digits(text);
  const auto month = kMonths.find(plain[8]);
  if (month == std::string_view::npos) {
    return "The codice fiscale has a month letter that does not exist.";
  }
  const int day = two_digits(std::string_view(plain).substr(9));
  const int birth_day = day > kWomenAdd ? day - kWomenAdd : day;
  const int year = two_digits(std::string_view(plain).substr(6));
  if (birth_day < 1 || !exists_in_some_century(year, static_cast<int>(month) + 1, birth_day)) {
    return "The codice fiscale holds a date of birth that does not exist.";
  }
  return std::nullopt;
}

/// Every second digit is doubled, its own digits added; the last makes the sum a multiple of ten.
std::optional<std::string> fault_of_provisional(std::string_view text) {
  if (text.size() != kProvisionalLength || !base::is_digits(text)) {
    return "A provisional codice fiscale has 11 digits.";
  }
  // The check digit is valid, but number zero is nobody's: all persons with it would be merged.
  if (text.find_first_not_of('0') == std::string_view::npos) {
    return "The provisional codice fiscale is all zeros; send the real one, or a local number.";
  }
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = text[i] - '0';
    const int doubled = digit * 2;
    sum += i % 2 == 0 ? digit : doubled / 10 + doubled % 10;
  }
  if (sum % 10 == 0) return std::nullopt;
  return "The check digit of the provisional codice fiscale is wrong: a digit was mistyped or exchanged.";
}

}  // namespace

std::optional<IdType> shape_of(std::string_view text) {
  if (has_fiscal_code_shape(text)) return IdType::fiscal_code;
  if (is_regional(text, "STP")) return IdType::stp;
  if (is_regional(text, "ENI")) return IdType::eni;
  if (text.size() == kProvisionalLength && base::is_digits(text)) return IdType::provisional;
  return std::nullopt;
}

std::optional<std::string> fault_of(IdType type, std::string_view text) {
  switch (type) {
    case IdType::fiscal_code:
      return fault_of_fiscal_code(text);
    case IdType::stp:
      if (is_regional(text, "STP")) return std::nullopt;
      return "An STP code has the letters STP and 13 digits.";
    case IdType::eni:
      if (is_regional(text, "ENI")) return std::nullopt;
      return "An ENI code has the letters ENI and 13 digits.";
    case IdType::provisional:
      return fault_of_provisional(text);
    case IdType::local:
      if (!text.empty()) return std::nullopt;
      return "The local number of the person is empty.";
  }
  return std::nullopt;
}

std::optional<FiscalCodeFacts> read_fiscal_code(std::string_view text) {
  if (fault_of_fiscal_code(text)) return std::nullopt;
  const auto plain = with_digits(text);
  const std::string_view view = plain;
  const int day = two_digits(view.substr(9));
  FiscalCodeFacts facts;
  facts.sex = day > kWomenAdd ? 'F' : 'M';
  facts.day = day > kWomenAdd ? day - kWomenAdd : day;
  facts.month = static_cast<int>(kMonths.find(plain[8])) + 1;
  facts.year_of_century = two_digits(view.substr(6));
  facts.birthplace = view.substr(11, 4);
  return facts;
}

base::Date birth_date_of(const FiscalCodeFacts& facts, const std::optional<base::Date>& hint,
                         const base::Date& today) {
  const auto in_century = [&](int century) {
    return base::Date{static_cast<std::int16_t>(century + facts.year_of_century),
                      static_cast<std::uint8_t>(facts.month), static_cast<std::uint8_t>(facts.day)};
  };
  if (hint && hint->year % 100 == facts.year_of_century) {
    const auto date = in_century(hint->year - facts.year_of_century);
    if (base::is_valid(date) && date <= today) return date;
  }
  for (int century = today.year / 100 * 100; century >= 1800; century -= 100) {
    const auto date = in_century(century);
    if (base::is_valid(date) && date <= today) return date;
  }
  return in_century(1900);
}

char check_character(std::string_view first15) {
  int sum = 0;
  for (std::size_t i = 0; i < first15.size(); ++i) {
    const char c = first15[i];
    if (!is_digit(c) && !is_letter(c)) return '\0';
    const int value = is_digit(c) ? c - '0' : c - 'A';
    // The rule counts places from one, so that the first is odd.
    sum += i % 2 == 0 ? kOdd[static_cast<std::size_t>(value)] : value;
  }
  return static_cast<char>('A' + sum % 26);
}

}  // namespace raccordo::privacy
