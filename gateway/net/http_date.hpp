// Dates of HTTP headers: IMF-fixdate (RFC 9110, section 5.6.7), whole seconds. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace raccordo::net {

std::string http_date(base::Instant instant);
/// Nothing if it is not an IMF-fixdate: the header is then ignored, as RFC 9110 wants.
std::optional<base::Instant> parse_http_date(std::string_view text);

}  // namespace raccordo::net
