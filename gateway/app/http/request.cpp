#include "app/http/request.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::app {

base::Result<QueryParameters, std::string> parse_query(std::string_view query) {
  QueryParameters out;
  if (query.empty()) return out;
  for (const auto part : base::split(query, '&')) {
    if (part.empty()) continue;
    std::string plain(part);
    std::replace(plain.begin(), plain.end(), '+', ' ');
    const auto equals = plain.find('=');
    const auto name = base::percent_decode(std::string_view(plain).substr(0, equals));
    const auto value = equals == std::string::npos
                           ? std::optional<std::string>("")
                           : base::percent_decode(std::string_view(plain).substr(equals + 1));
    if (!name || !value || base::find_bad_utf8(*name) || base::find_bad_utf8(*value))
      return std::string("The query is no valid percent-encoded UTF-8.");
    // A loop over pages starts with an empty cursor.
    if (value->empty() && *name != "cursor")
      return "The query parameter `" + *name + "` has no value; give it one or leave it out.";
    if (!out.emplace(*name, *value).second)
      return "The query parameter `" + *name + "` occurs twice; give it once.";
  }
  return out;
}

}  // namespace raccordo::app
