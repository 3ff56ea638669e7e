#include "app/unknown_source.hpp"

#include <iostream>

#include "base/text.hpp"

namespace raccordo::app {

int unknown_source(const Rulebook& book, const std::string& source) {
  std::vector<std::string_view> names;
  for (const auto& [name, rules] : book.sources) names.push_back(name);
  const auto near = base::nearest_name(source, names);
  std::cerr << "raccordo: no source " << source << " in " << book.config.mappings.string();
  std::cerr << (near.empty() ? "" : "; did you mean " + near + "?") << '\n';
  return 2;
}

}  // namespace raccordo::app
