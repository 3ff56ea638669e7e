#include "app/http/answer_language.hpp"

#include "base/text.hpp"
#include "intake/compress.hpp"

namespace raccordo::app {
namespace {

/// What the header says of one language.
struct Wish {
  int weight = 0;         ///< thousandths; 0: not wanted
  std::size_t place = 0;  ///< of the element that decides
  bool named = false;     ///< by itself, not by `*`
  void take(int given, std::size_t at, bool by_name) {
    if (named && !by_name) return;
    if (named == by_name && given <= weight && weight > 0) return;
    *this = {given, at, by_name};
  }
};

bool is_range_of(std::string_view range, std::string_view language) {
  return range == language || (range.starts_with(language) && range[language.size()] == '-');
}

}  // namespace

std::optional<Language> accepted_language(std::string_view header) {
  Wish english;
  Wish italian;
  std::size_t place = 0;
  for (const auto element : base::split(header, ',')) {
    ++place;
    const auto semicolon = element.find(';');
    const auto range = base::to_lower_ascii(base::trim(element.substr(0, semicolon)));
    const auto weight = semicolon == std::string_view::npos
                            ? std::optional(1000)
                            : intake::weight_of(element.substr(semicolon + 1));
    if (!weight) continue;
    if (range == "*" || is_range_of(range, "en")) english.take(*weight, place, range != "*");
    if (range == "*" || is_range_of(range, "it")) italian.take(*weight, place, range != "*");
  }
  if (italian.weight != english.weight) return italian.weight > english.weight ? Language::it : Language::en;
  if (italian.weight == 0 || italian.place == english.place) return std::nullopt;
  return italian.place < english.place ? Language::it : Language::en;
}

Language language_of(const Request& request) {
  return accepted_language(request.head.header("accept-language")).value_or(Language::en);
}

void name_language(net::Response& response, Language language) {
  response.headers.emplace_back("content-language", tag(language));
  response.headers.emplace_back("vary", "Accept-Language");
}

net::Response json_in(Language language, int status, std::string json) {
  net::Response response{status, {{"content-type", "application/json"}}, std::move(json)};
  name_language(response, language);
  return response;
}

}  // namespace raccordo::app
