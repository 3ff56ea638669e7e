// RFC 9457 problems: the one form of every HTTP error. Codes, statuses, titles and retry advice come from
// error_catalogue.cpp. Called by every route.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_fault.hpp"
#include "model/issue.hpp"
#include "net/http.hpp"

namespace raccordo::app {

struct Problem {
  std::string_view code;  ///< of error_catalogue
  std::string detail;     ///< what is wrong here and what to do; no payload, no path of this machine
  std::vector<model::Issue> errors = {};
  std::string receipt = {};      ///< JSON of a receipt (truncated-document only)
  int retry_after = 0;           ///< seconds; 0: no Retry-After header, but for 503
  base::FileFaults faults = {};  ///< of a table that was sent: `errors` with row and column
  std::vector<std::pair<std::string, std::string>> members = {};  ///< further ones, with their JSON
  /// How a fault says its place: row and column, or a JSON pointer that stands as its column.
  enum class Places : std::uint8_t { rows, pointers } places = Places::rows;
};

/// Below /fhir an OperationOutcome with the same words. Renders a problem for the request `request_id` on
/// `instance` (its path, without query).
net::Response to_response(const Problem& problem, std::string_view request_id, std::string_view instance,
                          std::string_view public_url);

}  // namespace raccordo::app
