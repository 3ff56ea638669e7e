// Requests that a page of another site makes a browser send. A browser presents the certificate of its user
// to every request of every page, so where certificates count, the page counts as well (docs/security.md).
// Called for each request before its route. Threads: any.
#pragma once

#include <optional>

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"

namespace raccordo::app {

/// `foreign-page` if a browser says that the request comes from a page that is not of this gateway: by
/// `Sec-Fetch-Site` (Fetch Metadata), except for a link to the console, or by `Origin` (RFC 6454). Programs
/// send neither.
std::optional<Problem> fault_of_page(const Request& request);

/// `unsupported-media-type` for the three types that a page of another site may send unasked (the
/// CORS-safelisted ones of the Fetch standard): orders are JSON.
std::optional<Problem> fault_of_form(const Request& request);

}  // namespace raccordo::app
