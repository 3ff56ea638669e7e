// Cursors in answers: the position in a list, bound to the list and sealed, so that a changed, invented or
// foreign cursor is refused instead of giving other rows, and that nobody reads in it how many rows of others
// there are. Used by routes.cpp. Format: the sealed position in lower-case hex.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "privacy/keys.hpp"

namespace raccordo::app {

/// `list` names the list with its filters.
std::string seal_cursor(const privacy::Sealer& sealer, std::string_view list, std::string_view position);
/// The position; nothing if this is not a text that seal_cursor gave for this list.
std::optional<std::string> open_cursor(const privacy::Sealer& sealer, std::string_view list,
                                       std::string_view sealed);

}  // namespace raccordo::app
