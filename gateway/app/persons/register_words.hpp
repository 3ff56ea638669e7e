// What the register of processing activities says of the rulebook, in Italian words. Called by
// processing_register.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/rules/rulebook.hpp"

namespace raccordo::app {

/// The Italian name of a code system that a source maps to.
std::string name_of_system(std::string_view system);

/// The pairs of clients between which exchanges are allowed, each once: the two names, and the offices of
/// both.
std::vector<std::vector<std::string>> exchanging_bodies(const Rulebook& book);

}  // namespace raccordo::app
