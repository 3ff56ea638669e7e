#include "base/yaml_documents.hpp"

#include <algorithm>

namespace raccordo::base {
namespace {

bool is_marker(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  return line.size() == marker.size() || line[marker.size()] == ' ' || line[marker.size()] == '\t' ||
         line[marker.size()] == '\r';
}

bool says_something(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  return first != line.npos && line[first] != '#';
}

}  // namespace

std::optional<int> second_yaml_document(std::string_view yaml) {
  bool begun = false;
  bool ended = false;
  for (int number = 1; !yaml.empty(); ++number) {
    const auto line = yaml.substr(0, yaml.find('\n'));
    yaml.remove_prefix(std::min(line.size() + 1, yaml.size()));
    const bool marker = is_marker(line, "---");
    if (is_marker(line, "...")) {
      ended = begun;
    } else if ((marker && begun) || (ended && says_something(line))) {
      return number;
    } else if (marker || (says_something(line) && !line.starts_with('%'))) {
      begun = true;
    }
  }
  return std::nullopt;
}

}  // namespace raccordo::base
