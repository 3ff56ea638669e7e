// The `each` of a list: which items of the document it reads, in the language of the profile's format. Called
// by profile_rules.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "codecs/compiled_profile.hpp"
#include "codecs/profile_yaml.hpp"

namespace raccordo::codecs {

/// A selector of the profile; null, and a fault, if it is wrong.
std::unique_ptr<Selector> read_selector(const std::string& text, int line, CompiledProfile& profile,
                                        FaultList& faults);
/// The selector of `each` in `node`, a list called `what`; null, and a fault, if it is missing or wrong.
std::unique_ptr<Selector> read_each(const YAML::Node& node, const std::string& what, CompiledProfile& profile,
                                    FaultList& faults);
/// Notes where the rules read a CSV column (kColumnOfCase, kColumnOfRow).
void note_column_use(std::string_view column, std::uint8_t use, CompiledProfile& profile);

}  // namespace raccordo::codecs
