#include "app/request.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::app {

std::optional<std::map<std::string, std::string, std::less<>>> parse_query(std::string_view query) {
  std::map<std::string, std::string, std::less<>> out;
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
    if (!name || !value || base::find_bad_utf8(*name) || base::find_bad_utf8(*value)) return std::nullopt;
    out.emplace(*name, *value);
  }
  return out;
}

}  // namespace raccordo::app
