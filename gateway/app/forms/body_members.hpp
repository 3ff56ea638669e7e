// The members that a JSON body of the API may have. Called by routes before they read the body.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "app/problem/problem.hpp"

namespace raccordo::app {

/// bad-request for the first member that is not in `known`, with a near name, or for a repeated one: a
/// misspelt `force` or `reason` must not count as absent. Nothing for a body that is not a JSON object: its
/// reader reports that. The wrong name is shown only with a near one, because it could be an identifier.
std::optional<Problem> check_members(const std::string& body, std::initializer_list<std::string_view> known);

}  // namespace raccordo::app
