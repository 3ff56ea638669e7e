// Loads profiles strictly from YAML and compiles them. Called by app/rules and by tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "codecs/profile.hpp"

namespace raccordo::codecs {

/// Loads and compiles; returns the profile or ALL faults of the file (unknown key with a near name, wrong
/// type, selector that does not compile, unknown shared field, ...).
base::Result<Profile, std::vector<FileFault>> load_profile(const std::filesystem::path& file);

/// The same from text already in memory; `file` names it in the faults.
base::Result<Profile, std::vector<FileFault>> parse_profile(const std::string& text, const std::string& file);

}  // namespace raccordo::codecs
