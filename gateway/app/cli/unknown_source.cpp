#include "app/cli/unknown_source.hpp"

#include "app/cli/faults.hpp"
#include "base/text.hpp"

namespace raccordo::app {

int unknown_source(const Rulebook& book, const std::string& source, Output output) {
  std::vector<std::string_view> names;
  for (const auto& [name, rules] : book.sources) names.push_back(name);
  const auto near = base::nearest_name(source, names);
  report_failure(
      "unknown-source",
      "no source " + source + " in " + book.config.mappings.string() +
          (near.empty() ? std::string("; its folders name the sources") : "; did you mean " + near + "?"),
      output);
  return 2;
}

}  // namespace raccordo::app
