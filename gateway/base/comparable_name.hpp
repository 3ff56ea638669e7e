// Names as a reader sees them: columns, keys and members that differ only in letter case, blanks or invisible
// characters look like one name.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::base {

/// `name` in lower case (ASCII), without blanks, no-break spaces and characters of no width.
std::string comparable_name(std::string_view name);

}  // namespace raccordo::base
