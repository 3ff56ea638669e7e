// The number of documents in a YAML file. Its readers accept one; yaml-cpp finds further ones only by reading
// on, which never ends for some invalid texts (`LoadAll`, version 0.7).
#pragma once

#include <optional>
#include <string_view>

namespace raccordo::base {

/// The line, from 1, at which a second document of the file begins; nothing if it has one at most. `---` and
/// `...` at the start of a line always mark a document (YAML 1.2.2, section 9.1).
std::optional<int> second_yaml_document(std::string_view yaml);

}  // namespace raccordo::base
