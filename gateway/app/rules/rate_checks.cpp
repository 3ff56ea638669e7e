#include "app/rules/rate_checks.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/release/population_figures.hpp"
#include "aggregate/release/rates.hpp"

namespace raccordo::app {

base::FileFaults rate_faults(const std::vector<model::ExtractDefinition>& extracts,
                             const model::Scheme& scheme, const std::string& file) {
  base::FileFaults faults;
  const bool is_empty = scheme.population.rows.empty();
  // Each fault once, with the extracts that ask for a rate.
  std::vector<std::pair<std::string, std::vector<std::string>>> told;
  for (const auto& extract : extracts) {
    if (!aggregate::is_rate(extract.measure)) continue;
    const auto found = is_empty ? std::vector<std::string>{"is missing or empty"}
                                : aggregate::faults_of_population(scheme, aggregate::detail_of(extract));
    for (const auto& wrong : found) {
      const auto same =
          std::find_if(told.begin(), told.end(), [&](const auto& each) { return each.first == wrong; });
      if (same == told.end()) {
        told.push_back({wrong, {extract.id}});
      } else {
        same->second.push_back(extract.id);
      }
    }
  }
  for (const auto& [wrong, asking] : told) {
    std::string names;
    for (const auto& id : asking) names += (names.empty() ? "" : ", ") + id;
    faults.push_back({file, 0,
                      wrong + ", but " + (asking.size() == 1 ? "the extract " : "the extracts ") + names +
                          (asking.size() == 1 ? " asks" : " ask") +
                          " for a rate: add the inhabitants or count persons instead"});
  }
  return faults;
}

base::FileFaults population_warnings(const model::Scheme& scheme, const std::string& file, int this_year) {
  base::FileFaults warnings;
  for (auto& [line, message] : aggregate::warnings_of_population(scheme, this_year))
    warnings.push_back({file, line, std::move(message)});
  return warnings;
}

}  // namespace raccordo::app
