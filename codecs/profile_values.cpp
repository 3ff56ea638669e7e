#include "codecs/profile_values.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::size_t kLongestWord = 32;
constexpr int kFirst = 1850, kLast = 2001;  // so that the hundred years stay within 1850 to 2100

}  // namespace

std::vector<std::string> read_nulls(const YAML::Node& root, FaultList& faults) {
  std::vector<std::string> words;
  for (const auto& word : read_texts(root, "nulls", faults)) {
    words.push_back(base::to_lower_ascii(base::trim(word)));
    if (words.back().empty() || words.back().size() > kLongestWord)
      faults.add(
          line_of(root["nulls"]),
          "each of `nulls` must be a word of 1 to 32 bytes, e.g. nulls: [\"NULL\", \"-\", \"n.d.\"]; empty "
          "text is absent without it");
  }
  return words;
}

std::optional<int> read_first_year(const YAML::Node& node, FaultList& faults) {
  const auto text = read_text(node, "two_digit_years_from", faults);
  if (!text) return std::nullopt;
  const int year = base::is_digits(*text) && text->size() == 4 ? std::stoi(*text) : 0;
  if (year < kFirst || year > kLast) {
    faults.add(
        line_of(node["two_digit_years_from"]),
        "`two_digit_years_from` must be a year from 1850 to 2001: with 1925 the years 25 to 99 are 1925 to "
        "1999, and 00 to 24 are 2000 to 2024");
    return std::nullopt;
  }
  return year;
}

std::vector<std::string> read_currencies(const YAML::Node& numbers, FaultList& faults) {
  auto signs = read_texts(numbers, "currency", faults);
  for (auto& sign : signs) {
    sign = base::trim(sign);
    if (sign.empty() || sign.size() > kLongestWord ||
        sign.find_first_of("0123456789+-.,") != std::string::npos)
      faults.add(
          line_of(numbers["currency"]),
          "`currency` must be a sign or word without digits, points, commas, + and -, e.g. currency: [\"€\", "
          "\"EUR\"]");
  }
  return signs;
}

}  // namespace raccordo::codecs
