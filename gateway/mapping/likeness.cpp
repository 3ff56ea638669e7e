#include "mapping/likeness.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {
namespace {

/// Words that do not distinguish services.
constexpr std::array<std::string_view, 40> kStopWords = {
    "a",     "ad",  "ai",  "al",     "alla", "alle",    "agli",     "con",   "da", "dal",
    "dalla", "d",   "dei", "degli",  "del",  "dell",    "della",    "delle", "di", "e",
    "ed",    "gli", "i",   "il",     "in",   "l",       "la",       "le",    "lo", "nel",
    "nella", "o",   "per", "presso", "serv", "servizi", "servizio", "su",    "un", "una"};

bool is_stop_word(std::string_view word) {
  return std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end();
}

/// Italian endings are vowels: `disabile`, `disabili`.
std::string_view stem(std::string_view word) {
  constexpr std::size_t shortest = 4;
  while (word.size() > shortest && std::string_view("aeiou").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return word;
}

template <class T>
void sort_unique(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

void add_trigrams(std::string_view word, std::vector<std::uint32_t>& out) {
  const auto padded = " " + std::string(word) + " ";
  for (std::size_t i = 0; i + 3 <= padded.size(); ++i) {
    out.push_back((static_cast<std::uint32_t>(static_cast<unsigned char>(padded[i])) << 16U) |
                  (static_cast<std::uint32_t>(static_cast<unsigned char>(padded[i + 1])) << 8U) |
                  static_cast<std::uint32_t>(static_cast<unsigned char>(padded[i + 2])));
  }
}

template <class T>
double dice(const std::vector<T>& left, const std::vector<T>& right) {
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  auto at = left.begin();
  for (const auto& item : right) {
    while (at != left.end() && *at < item) ++at;
    if (at == left.end()) break;
    if (*at == item) ++common;
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(left.size() + right.size());
}

}  // namespace

Features features_of(std::string_view text, const model::Abbreviations& abbreviations) {
  auto folded = model::fold_name(text.substr(0, kComparedBytes));
  // The number at the end of a code has no meaning: SAD9.
  std::replace_if(
      folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; }, ' ');
  Features out;
  for (const auto word : base::split(folded, ' ')) {
    const auto found = abbreviations.find(word);
    const auto written_out = found == abbreviations.end() ? word : std::string_view(found->second);
    for (const auto part : base::split(written_out, ' ')) {
      if (part.empty() || is_stop_word(part)) continue;
      out.words.emplace_back(stem(part));
      add_trigrams(out.words.back(), out.trigrams);
    }
  }
  sort_unique(out.words);
  sort_unique(out.trigrams);
  return out;
}

double likeness(const Features& left, const Features& right) {
  return (dice(left.words, right.words) + dice(left.trigrams, right.trigrams)) / 2;
}

}  // namespace raccordo::mapping
