// The rules of disclosure and the guarantee in words, printed with every release. Internal to aggregate/.
#pragma once

#include <string>

#include "aggregate/release/release.hpp"

namespace raccordo::aggregate {

std::string rules_in_words(const Rules& rules);
std::string guarantee_in_words(const Rules& rules);
/// Their Italian translations, for readers; the stored English texts decide: "" for texts that no version of
/// this program wrote.
std::string rules_in_italian(const Rules& rules);
std::string guarantee_in_italian(const Rules& rules);
std::string rules_in_italian(const Rules& rules, const std::string& english);
std::string guarantee_in_italian(const Rules& rules, const std::string& english);

}  // namespace raccordo::aggregate
