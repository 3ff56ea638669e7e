// A small release for the tests of formats. For tests only.
#pragma once

#include <string_view>
#include <vector>

#include "extract/cube.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

/// `persons` people of a sex, each with one case and one intervention of the area in the year.
struct Group {
  int persons;
  std::string_view sex, area;
};

inline aggregate::Release release_of_groups(const std::vector<Group>& groups,
                                            model::ExtractDefinition definition, int of_year = 2017) {
  SmallRegister given;
  const auto start = std::to_string(of_year) + "-03-01";
  for (const auto& group : groups) {
    for (int i = 0; i < group.persons; ++i) {
      given.open(given.person(group.sex, "1940-05-01"), "016004", start);
      given.intervene(group.area, "", start);
    }
  }
  return release_of(given.facts, {std::move(definition)}, small_scheme(), request_for(year(of_year))).value();
}

}  // namespace raccordo::tests
