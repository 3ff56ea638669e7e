// Reads the parts of a release back from its JSON. Internal to aggregate/.
#pragma once

#include <string_view>

#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

/// Reads content with any digest; a fault names the unexpected member.
base::Result<ReleaseParts> read_content(std::string_view content);

/// Checks digest and seal, then reads; a fault names what does not match.
base::Result<ReleaseParts> read_stored(std::string_view stored);

}  // namespace raccordo::aggregate
