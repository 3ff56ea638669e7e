// The texts of every error code: the page /errors/{code} in English and Italian, and the HTTP status and
// retry advice of a problem with that code. Used by the routes that render problem+json and the pages; the
// texts are in catalogue.json.
#pragma once

#include <span>
#include <string_view>

#include "app/problem/error_page.hpp"

namespace raccordo::app {

/// The page of `code`, or null if there is none. Pointers stay valid for the life of the process.
const ErrorPage* find_error(std::string_view code);

/// Every page: first the codes of whole requests, then those of records, each in a fixed order.
std::span<const ErrorPage> all_errors();

}  // namespace raccordo::app
