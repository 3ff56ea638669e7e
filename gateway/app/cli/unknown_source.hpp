// The message of verbs for an unknown source.
#pragma once

#include <string>

#include "app/cli/verbs.hpp"
#include "app/rules/rulebook.hpp"

namespace raccordo::app {

/// Prints the fault with the nearest name; returns exit code 2.
int unknown_source(const Rulebook& book, const std::string& source, Output output);

}  // namespace raccordo::app
