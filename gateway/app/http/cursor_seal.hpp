// Cursors as the outside sees them: the position in a list, bound to the list and sealed with a keyed digest,
// so that a cursor that was changed, made up or taken from another list is told instead of giving other rows.
// Used by routes.cpp. Format: `1.POSITION.MAC` (version 1; MAC is 32 hex digits).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace raccordo::app {

/// `list` names the list with its filters.
std::string seal_cursor(const base::Hmac& key, std::string_view list, std::string_view position);
/// The position; nothing if it is not the very text that seal_cursor gave for this list.
std::optional<std::string> open_cursor(const base::Hmac& key, std::string_view list, std::string_view sealed);

}  // namespace raccordo::app
