// RFC 9457 problems: the one form of every HTTP error. Called by every route.
#pragma once

#include <string_view>

#include "app/problem/problem.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// Below /fhir an OperationOutcome with the same text. Renders a problem for the request `request_id` on
/// `instance` (its path, without query).
net::Response to_response(const Problem& problem, std::string_view request_id, std::string_view instance,
                          std::string_view public_url);

}  // namespace raccordo::app
