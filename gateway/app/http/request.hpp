// Request: one HTTP request for the routes: caller, rules and parameters.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "app/http/router.hpp"
#include "app/rules/active_tables.hpp"
#include "base/result.hpp"
#include "intake/clients.hpp"
#include "net/http.hpp"

namespace raccordo::app {

using QueryParameters = std::map<std::string, std::string, std::less<>>;

struct Request {
  net::RequestHead head;
  std::shared_ptr<const ActiveTables> tables;    ///< rules and tables at the start of the request
  std::shared_ptr<const intake::Client> client;  ///< null if none is required
  PathParameters path;
  QueryParameters query;  ///< decoded
  std::string route;      ///< the pattern, for logs and metrics
  std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

  const std::string& parameter(std::string_view name) const { return path.find(name)->second; }
  /// A query parameter, or "".
  std::string_view asked(std::string_view name) const {
    const auto found = query.find(name);
    return found == query.end() ? std::string_view() : std::string_view(found->second);
  }
  const Config& config() const { return tables->book().config; }
};

/// `a=1&b=%20` decoded (`+` is a blank). The fault: invalid percent-encoded UTF-8, or a repeated name, which
/// two readers could read differently.
base::Result<QueryParameters, std::string> parse_query(std::string_view query);

}  // namespace raccordo::app
