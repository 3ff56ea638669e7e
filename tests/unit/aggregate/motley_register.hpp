// A register of persons with whatever a record can have, complete or not, and tables of every kind over it.
// For tests of counting.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

template <class T>
T any_of(std::mt19937& random, std::initializer_list<T> values) {
  return *(values.begin() + static_cast<std::ptrdiff_t>(random() % values.size()));
}

/// Persons with several cases, needs and interventions, complete or not.
inline SmallRegister motley_register(std::uint32_t seed) {
  std::mt19937 random(seed);
  SmallRegister given;
  for (int i = 0; i < 60; ++i) {
    const auto person =
        given.person(any_of(random, {"F", "M", "U"}), any_of(random, {"1940-05-01", "2005-01-01", ""}));
    for (auto cases = random() % 3; cases > 0; --cases) {
      auto& item =
          given.open(person, any_of(random, {"016001", "016002", "016004", "016215"}),
                     any_of(random, {"2016-11-01", "2017-02-01"}), any_of(random, {"", "2017-06-30"}));
      item.residence = given.code(any_of(random, {"016003", "015146", ""}));
      item.citizenship = given.code(any_of(random, {"IT", "FR", "XX"}));
      item.closure = given.code(item.closed.year != 0 ? "moved" : "");
      if (random() % 2 == 0) given.need("casa");
      if (random() % 2 == 0) given.need("lavoro");
      for (auto more = random() % 3; more > 0; --more) {
        auto& intervention =
            given.intervene(any_of(random, {"minori", "disabili", ""}), any_of(random, {"", "anziani.pasti"}),
                            any_of(random, {"", "2017-05-01"}));
        intervention.management = given.code(any_of(random, {"direct", ""}));
        intervention.has_amount = random() % 2 == 0;
        intervention.amount_cents = static_cast<std::int64_t>(random() % 100'000);
      }
    }
  }
  return given;
}

inline std::vector<model::ExtractDefinition> motley_catalogue() {
  return {extract_by(model::Measure::persons, model::When::active_during,
                     {by(model::TerritoryLevel::comune), by(model::Dimension::area)}),
          extract_by(model::Measure::persons, model::When::open_at_end,
                     {by(model::Dimension::sex), by_age({"0-17", "18+"}), by(model::Dimension::type)}),
          extract_by(model::Measure::cases, model::When::registered_by_end,
                     {by(model::Dimension::residence), by(model::Dimension::citizenship)}),
          extract_by(model::Measure::cases, model::When::closed_during,
                     {by(model::Dimension::month), by(model::Dimension::closure)}),
          extract_by(model::Measure::cases, model::When::active_during, {by(model::Dimension::area)}),
          extract_by(model::Measure::persons, model::When::opened_during,
                     {by(model::Dimension::need), by(model::Dimension::channel)}),
          extract_by(model::Measure::interventions, model::When::active_during,
                     {by(model::Dimension::management)}),
          extract_by(model::Measure::amount, model::When::opened_during,
                     {by(model::TerritoryLevel::ambito), by(model::Dimension::area)})};
}

}  // namespace raccordo::tests
