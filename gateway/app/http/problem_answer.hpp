// RFC 9457 problems: the one form of every HTTP error. Called by every route.
#pragma once

#include <string_view>

#include "app/problem/language.hpp"
#include "app/problem/problem.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// Below /fhir an OperationOutcome with the same text, which in Italian ends with the English detail. Renders
/// a problem for the request `request_id` on `instance` (its path, without query). In Italian `title` and
/// `detail` are the sentences of the catalogue, and `technical` is the English detail, which names what the
/// catalogue cannot know.
net::Response to_response(const Problem& problem, std::string_view request_id, std::string_view instance,
                          std::string_view public_url, Language language = Language::en);

}  // namespace raccordo::app
