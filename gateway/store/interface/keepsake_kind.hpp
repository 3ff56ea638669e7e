// Names of the kinds of keepsakes, in the store and in the journal.
#pragma once

#include <optional>
#include <string_view>

#include "store/interface/keepsakes.hpp"

namespace raccordo::store {

/// `erase-record` and so on.
std::string_view to_string(Keepsake::Kind kind);
/// Nothing for another word.
std::optional<Keepsake::Kind> parse_keepsake_kind(std::string_view name);

}  // namespace raccordo::store
