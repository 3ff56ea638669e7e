// Texts for errors of YAML, for the administrator who wrote the file. Used by readers of YAML files; takes
// only the library's text and place, so that base does not depend on YAML.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::base {

/// `said` is the library's text, `line` and `column` its place, from 0; negative if unknown.
std::string yaml_fault(std::string_view said, int line, int column);

}  // namespace raccordo::base
