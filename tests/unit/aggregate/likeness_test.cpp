#include "aggregate/witness/likeness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

TEST(Likeness, IsSharedByPersonsWhoDifferOnlyInTheExchange) {
  SmallRegister given;
  struct Person {
    std::string_view sex, owner, area;
    int interventions;
  };
  const std::array<Person, 5> persons{{{"F", "016001", "anziani", 1},
                                       {"F", "016004", "disabili", 1},
                                       {"M", "016004", "disabili", 1},
                                       {"F", "016004", "disabili", 2},
                                       {"F", "016001", "disabili", 1}}};
  for (const auto& person : persons) {
    given.open(given.person(person.sex, "1940-01-01"), person.owner);
    given.intervene(person.area, "");
    if (person.interventions > 1) given.intervene("minori", "");
  }
  const auto period = year(2017);
  auto plans = aggregate::plan_tables(
      {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::area)}),
       extract_by(Measure::persons, When::active_during, {by(Dimension::area), by(Dimension::sex)})},
      small_scheme(), period);
  ASSERT_TRUE(plans);
  aggregate::count_planned(*plans, given.facts);
  const aggregate::CellSpace space(*plans);
  const aggregate::Register people(given.facts);
  aggregate::PersonCounter counter(*plans, given.facts.codes);
  const aggregate::Pools pools(*plans, given.facts, people, counter, "key", 5);
  aggregate::Likeness likeness(space, people, counter, pools);

  const aggregate::Exchange of_service{Attribute::service, Dimension::territory};
  const auto first = likeness.mark(0, of_service);
  EXPECT_EQ(likeness.mark(1, of_service), first);
  EXPECT_NE(likeness.mark(2, of_service), first) << "another sex";
  EXPECT_NE(likeness.mark(3, of_service), first) << "two areas";
  const aggregate::Exchange of_owner{Attribute::owner, Dimension::sex};
  EXPECT_NE(likeness.mark(1, of_owner), likeness.mark(0, of_owner)) << "another area";
  EXPECT_EQ(likeness.mark(1, of_owner), likeness.mark(4, of_owner));

  const auto pool = likeness.pool(space.first_cell(0), of_service);
  ASSERT_EQ(pool.size(), persons.size());
  EXPECT_TRUE(std::is_sorted(pool.begin(), pool.end(),
                             [](const auto& left, const auto& right) { return left.first < right.first; }));
}

}  // namespace
}  // namespace raccordo::tests
