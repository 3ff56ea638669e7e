// Checks the fixed values of a profile (`const`, `default`) against the rules of their fields: an invalid one
// would fail in every record. Called by app when a source is loaded.
#pragma once

#include <string>
#include <vector>

#include "codecs/profile.hpp"
#include "model/scheme.hpp"

namespace raccordo::codecs {

/// All fixed values that can never be valid: dates, amounts, numbers, Comuni, identifiers and kinds of
/// identifier by their type, and shared codes. Codes that go through a table are not checked: tables change
/// while the gateway runs, and their records wait. `file` names the profile.
std::vector<FileFault> fixed_value_faults(const Profile& profile, const model::Scheme& scheme,
                                          const std::string& file);

}  // namespace raccordo::codecs
