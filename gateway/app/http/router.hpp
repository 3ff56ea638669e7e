// Router: the table of paths. Turns a method and a path into the number of a route and its percent-decoded
// parameters. Knows no sockets and no handlers: tested alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::app {

/// Parameters of a path, `{source}` -> `bergamo`, percent-decoded.
using PathParameters = std::map<std::string, std::string, std::less<>>;

class Router {
 public:
  /// Adds `GET /v1/releases/{id}` and the like; returns the route's number (0, 1, ...).
  std::size_t add(std::string method, std::string_view pattern);
  /// The same, but a last parameter covers one or more segments, which are not decoded or returned.
  std::size_t add_open_ended(std::string method, std::string_view pattern);

  struct Match {
    std::optional<std::size_t> route;  ///< nothing: unknown path, or another method
    PathParameters parameters;
    std::vector<std::string> allowed;  ///< methods of this path; empty: unknown path
  };
  /// HEAD finds the routes of GET. A segment with invalid percent-encoded UTF-8 matches nothing.
  Match match(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    bool open_ended = false;
  };
  std::vector<Route> routes_;
};

}  // namespace raccordo::app
