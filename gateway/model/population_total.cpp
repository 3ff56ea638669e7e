#include "model/population_total.hpp"

#include <charconv>
#include <cstddef>

namespace raccordo::model {

std::string with_inhabitants(std::string title, std::string_view words, int year) {
  const bool has_brackets = title.ends_with(')');
  if (has_brackets) title.pop_back();
  return title.append(has_brackets ? "; " : " (").append(words).append(std::to_string(year)).append(")");
}

std::string without_inhabitants(std::string title, std::string_view words) {
  const auto at = title.find(words);
  constexpr std::size_t kBefore = 2;  // `; ` or ` (`
  if (at == std::string::npos || at < kBefore) return title;
  const bool closes = title[at - kBefore] == ';';
  title.resize(at - kBefore);
  return closes ? title + ")" : title;
}

int year_of_inhabitants(std::string_view title, std::string_view words) {
  const auto at = title.find(words);
  if (at == std::string_view::npos) return 0;
  int year = 0;
  std::from_chars(title.data() + at + words.size(), title.data() + title.size(), year);
  return year;
}

}  // namespace raccordo::model
