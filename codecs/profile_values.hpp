// Keys of a profile that say how values are written: words for "absent", years of two digits, signs of a
// currency. Called by the readers of profiles.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codecs/profile_yaml.hpp"

namespace raccordo::codecs {

/// `nulls`, in small letters.
std::vector<std::string> read_nulls(const YAML::Node& root, FaultList& faults);

/// `two_digit_years_from`: 1850 to 2001; nothing if absent.
std::optional<int> read_first_year(const YAML::Node& node, FaultList& faults);

/// `currency` of `numbers`.
std::vector<std::string> read_currencies(const YAML::Node& numbers, FaultList& faults);

}  // namespace raccordo::codecs
