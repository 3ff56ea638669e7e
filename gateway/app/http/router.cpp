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

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string>& segments,
          PathParameters& parameters) {
  const bool is_open_ended = pattern.back().ends_with("...}");
  if (is_open_ended ? segments.size() < pattern.size() : segments.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size() - (is_open_ended ? 1 : 0); ++i) {
    if (!pattern[i].starts_with('{')) {
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

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  const auto segments = split_path(path);
  const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
  for (std::size_t number = 0; number < routes_.size(); ++number) {
    PathParameters parameters;
    if (!fits(routes_[number].segments, segments, parameters)) continue;
    if (std::find(match.allowed.begin(), match.allowed.end(), routes_[number].method) ==
        match.allowed.end()) {
      match.allowed.push_back(routes_[number].method);
    }
    if (routes_[number].method == wanted && !match.route) {
      match.route = number;
      match.parameters = std::move(parameters);
    }
  }
  return match;
}

}  // namespace raccordo::app
