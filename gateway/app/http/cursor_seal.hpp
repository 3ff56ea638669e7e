// Cursors in answers: the position in a list, bound to the list and sealed with a keyed digest, so that a
// changed, invented or foreign cursor is refused instead of giving other rows. Used by routes.cpp. Format:
// `1.POSITION.MAC` (version 1; MAC is 32 hex digits).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace raccordo::app {

/// `list` names the list with its filters.
std::string seal_cursor(const base::Hmac& key, std::string_view list, std::string_view position);
/// The position; nothing if this is not the exact text that seal_cursor gave for this list.
std::optional<std::string> open_cursor(const base::Hmac& key, std::string_view list, std::string_view sealed);

}  // namespace raccordo::app
