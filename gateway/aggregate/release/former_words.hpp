// The texts of releases that were counted from the facts themselves, before the published register: their
// Italian translations are found by the English texts that were stored. Internal to aggregate/.
#pragma once

#include <string>

#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

std::string former_rules_in_words(const Rules& rules);
std::string former_guarantee_in_words(const Rules& rules);
std::string former_rules_in_italian(const Rules& rules);
std::string former_guarantee_in_italian(const Rules& rules);

}  // namespace raccordo::aggregate
