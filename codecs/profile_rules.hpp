// The `fields` block of a profile: how each shared field is filled. Called by load_profile (profile.cpp)
// once the document's part of the profile is read, because selectors depend on it.
#pragma once

#include "codecs/compiled_profile.hpp"
#include "codecs/profile_yaml.hpp"

namespace raccordo::codecs {

/// Reads `fields` into `profile.fields`, `profile.lists` and `profile.tables`; every fault goes to `faults`.
void read_fields(const YAML::Node& fields, CompiledProfile& profile, FaultList& faults);

}  // namespace raccordo::codecs
