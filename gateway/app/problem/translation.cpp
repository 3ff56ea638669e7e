#include "app/problem/translation.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "app/problem/catalogue.hpp"

namespace raccordo::app {
namespace {

struct Part {
  std::string_view text;  ///< before the value
  char digit = 0;         ///< of the value after it; 0: none, the end
  bool is_sentence = false;
};

/// `{1}` and `{1=}` only: other braces are text.
std::vector<Part> parts_of(std::string_view pattern) {
  std::vector<Part> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at + 2 < pattern.size(); ++at) {
    if (pattern[at] != '{' || pattern[at + 1] < '1' || pattern[at + 1] > '9') continue;
    const bool is_sentence = pattern[at + 2] == '=';
    const auto close = at + (is_sentence ? 3 : 2);
    if (close >= pattern.size() || pattern[close] != '}') continue;
    parts.push_back({pattern.substr(begin, at - begin), pattern[at + 1], is_sentence});
    begin = close + 1;
    at = close;
  }
  parts.push_back({pattern.substr(begin)});
  return parts;
}

using Values = std::map<char, std::string_view>;

/// The values of the sentence, or nothing if the pattern does not fit. Each value ends where the text after
/// it occurs first; the last one where the sentence ends with the pattern's last text.
std::optional<Values> values_in(std::string_view english, const std::vector<Part>& parts) {
  Values values;
  if (parts.size() == 1) return english == parts[0].text ? std::optional(values) : std::nullopt;
  if (!english.starts_with(parts[0].text)) return std::nullopt;
  english.remove_prefix(parts[0].text.size());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto text = parts[i].text;
    const bool is_last = i + 1 == parts.size();
    if (is_last && !english.ends_with(text)) return std::nullopt;
    const auto end = is_last ? english.size() - text.size() : english.find(text);
    if (end == std::string_view::npos) return std::nullopt;
    values[parts[i - 1].digit] = english.substr(0, end);
    english.remove_prefix(end + text.size());
  }
  return values;
}

std::size_t fixed_text(const std::vector<Part>& parts) {
  std::size_t size = 0;
  for (const auto& part : parts) size += part.text.size();
  return size;
}

/// A pattern, taken apart once.
struct Pattern {
  std::vector<Part> english, translated;
};

const std::vector<Pattern>& patterns() {
  static const auto sorted = [] {
    std::vector<Pattern> all;
    for (const auto& phrase : catalogue().sentences)
      all.push_back({parts_of(phrase.en), parts_of(phrase.it)});
    std::stable_sort(all.begin(), all.end(), [](const Pattern& left, const Pattern& right) {
      return fixed_text(left.english) > fixed_text(right.english);
    });
    return all;
  }();
  return sorted;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view english) {
  return values_in(english, parts_of(pattern)).has_value();
}

std::optional<std::string> translated(std::string_view english, Language language) {
  if (language == Language::en) return std::string(english);
  for (const auto& pattern : patterns()) {
    const auto values = values_in(english, pattern.english);
    if (!values) continue;
    std::string out;
    for (const auto& part : pattern.translated) {
      out += part.text;
      const auto value = values->find(part.digit);
      if (value == values->end()) continue;
      const auto inner = part.is_sentence ? translated(value->second, language) : std::nullopt;
      out += inner ? *inner : std::string(value->second);
    }
    return out;
  }
  return std::nullopt;
}

}  // namespace raccordo::app
