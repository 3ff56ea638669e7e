#include "app/http/router.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> out;
  if (path.starts_with('/')) path.remove_prefix(1);
  for (const auto part : base::split(path, '/')) out.emplace_back(part);
  return out;
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

/// `count`: how many segments of the pattern are compared; the others may be anything.
bool fits(const std::vector<std::string>& pattern, std::size_t count,
          const std::vector<std::string>& segments, PathParameters& parameters) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_parameter(pattern[i])) {
      if (pattern[i] != segments[i]) return false;
      continue;
    }
    auto value = base::percent_decode(segments[i]);
    if (!value || value->empty() || base::find_bad_utf8(*value)) return false;
    parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), std::move(*value));
  }
  return true;
}

}  // namespace

std::size_t Router::add(std::string method, std::string_view pattern) {
  routes_.push_back({std::move(method), split_path(pattern)});
  return routes_.size() - 1;
}

std::size_t Router::add_open_ended(std::string method, std::string_view pattern) {
  const auto number = add(std::move(method), pattern);
  routes_[number].open_ended = is_parameter(routes_[number].segments.back());
  return number;
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  const auto segments = split_path(path);
  const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
  for (std::size_t number = 0; number < routes_.size(); ++number) {
    const auto& route = routes_[number];
    const auto length = route.segments.size();
    if (route.open_ended ? segments.size() < length : segments.size() != length) continue;
    PathParameters parameters;
    if (!fits(route.segments, route.open_ended ? length - 1 : length, segments, parameters)) continue;
    if (std::find(match.allowed.begin(), match.allowed.end(), route.method) == match.allowed.end()) {
      match.allowed.push_back(route.method);
    }
    if (route.method == wanted && !match.route) {
      match.route = number;
      match.parameters = std::move(parameters);
    }
  }
  return match;
}

}  // namespace raccordo::app
