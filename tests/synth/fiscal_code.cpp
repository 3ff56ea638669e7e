#include "synth/fiscal_code.hpp"

#include <array>

namespace raccordo::synth {
namespace {

constexpr std::array<int, 26> kOddValues = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                            20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
constexpr std::string_view kMonthLetters = "ABCDEHLMPRST";
constexpr std::string_view kOmocodicLetters = "LMNPQRSTUV";
constexpr std::array<std::size_t, 7> kDigitPositions = {14, 13, 12, 10, 9, 7, 6};

bool is_vowel(char c) { return std::string_view("AEIOU").find(c) != std::string_view::npos; }

struct Letters {
  std::string consonants, vowels;
};

Letters letters_of(std::string_view name) {
  Letters letters;
  for (const char c : name) {
    if (c < 'A' || c > 'Z') continue;
    (is_vowel(c) ? letters.vowels : letters.consonants) += c;
  }
  return letters;
}

std::string padded(std::string text) {
  text.resize(3, 'X');
  return text;
}

std::string family_part(std::string_view name) {
  const auto letters = letters_of(name);
  return padded((letters.consonants + letters.vowels).substr(0, 3));
}

std::string given_part(std::string_view name) {
  auto letters = letters_of(name);
  if (letters.consonants.size() >= 4) letters.consonants.erase(1, 1);
  return padded((letters.consonants + letters.vowels).substr(0, 3));
}

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

char fiscal_check_character(std::string_view first15) {
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const char c = first15[i];
    const int value = c <= '9' ? c - '0' : c - 'A';
    sum += i % 2 == 0 ? kOddValues[static_cast<std::size_t>(value)] : value;
  }
  return static_cast<char>('A' + sum % 26);
}

std::string make_fiscal_code(std::string_view family, std::string_view given, char sex,
                             const base::Date& birth, std::string_view place) {
  std::string code = family_part(family) + given_part(given);
  code += two_digits(birth.year % 100);
  code += kMonthLetters[static_cast<std::size_t>(birth.month - 1)];
  code += two_digits(birth.day + (sex == 'F' ? 40 : 0));
  code += place;
  code += fiscal_check_character(code);
  return code;
}

std::string make_omocodic(std::string_view code, int letters) {
  std::string changed(code.substr(0, 15));
  for (std::size_t i = 0; i < static_cast<std::size_t>(letters) && i < kDigitPositions.size(); ++i) {
    char& c = changed[kDigitPositions[i]];
    if (c >= '0' && c <= '9') c = kOmocodicLetters[static_cast<std::size_t>(c - '0')];
  }
  changed += fiscal_check_character(changed);
  return changed;
}

std::string spoil_check_character(std::string_view code) {
  std::string changed(code);
  changed.back() = changed.back() == 'Z' ? 'A' : static_cast<char>(changed.back() + 1);
  return changed;
}

std::string make_provisional_code(std::uint64_t number) {
  std::string digits(10, '0');
  for (std::size_t i = digits.size(); i-- > 0; number /= 10) digits[i] = static_cast<char>('0' + number % 10);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i] - '0';
    const int doubled = digit * 2;
    sum += i % 2 == 0 ? digit : doubled - (doubled > 9 ? 9 : 0);
  }
  digits += static_cast<char>('0' + (10 - sum % 10) % 10);
  return digits;
}

}  // namespace raccordo::synth
