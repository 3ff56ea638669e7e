// What is wrong in a file that should be YAML, in words for the administrator who wrote it. Readers of YAML
// files use it; it sees only the library's text and place, so that base needs no YAML.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::base {

/// `said` is the library's text, `line` and `column` its mark, from 0; negative if it gives none.
std::string yaml_fault(std::string_view said, int line, int column);

}  // namespace raccordo::base
