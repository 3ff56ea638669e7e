#include "aggregate/protection.hpp"

#include <gtest/gtest.h>

#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

/// So many persons with one case and one intervention each.
void fill(SmallRegister& given, int persons, std::string_view owner, std::string_view area = "anziani",
          std::string_view birth = "1940-01-01") {
  for (int i = 0; i < persons; ++i) {
    given.open(given.person("F", birth), owner);
    given.intervene(area, "");
  }
}

class Protected {
 public:
  Protected(const SmallRegister& given, const model::ExtractDefinition& definition, int k = 5)
      : counted_(given, definition), flags_(aggregate::protect({counted_.table()}, {k, 10}).front()) {}
  bool hides(Codes codes) const { return flags_.at(place_of(counted_.table().dimensions, codes)) != 0; }
  std::size_t hidden() const { return static_cast<std::size_t>(std::count(flags_.begin(), flags_.end(), 1)); }

 private:
  Counted counted_;
  std::vector<std::uint8_t> flags_;
};

TEST(Protection, ShowsATableWhoseCellsStandOnKOrNone) {
  SmallRegister given;
  fill(given, 5, "016001");
  fill(given, 5, "016004");
  const Protected cases(given, extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)}));
  EXPECT_EQ(cases.hidden(), 0U);
}

TEST(Protection, HidesTheWholeLowestLevelForOneSmallCell) {
  SmallRegister given;
  fill(given, 6, "016001");
  fill(given, 4, "016002");
  fill(given, 7, "016003");
  fill(given, 9, "016004");
  const auto definition = extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)});
  const Protected persons(given, definition);
  for (const auto* comune : {"016001", "016002"}) EXPECT_TRUE(persons.hides({{"territory", comune}}));
  EXPECT_FALSE(persons.hides({{"territory", "alfa.1"}}));
  EXPECT_FALSE(persons.hides({{"territory", "alfa"}}));
  EXPECT_EQ(persons.hidden(), 2U);
  EXPECT_EQ(Protected(given, definition, 4).hidden(), 0U);
}

TEST(Protection, GoesUpLevelByLevel) {
  SmallRegister given;
  fill(given, 3, "016001");
  fill(given, 9, "016004");
  const Protected cases(given, extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)}));
  for (const auto* code :
       {"016001", "016003", "016005", "alfa", "beta", "district-alto", "district-basso", "_U"}) {
    EXPECT_TRUE(cases.hides({{"territory", code}})) << code;
  }
  EXPECT_FALSE(cases.hides({}));
}

TEST(Protection, HidesAllWhereEvenTheTotalIsSmall) {
  SmallRegister given;
  fill(given, 4, "016001");
  const Protected cases(given,
                        extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::district)}));
  EXPECT_EQ(cases.hidden(), 4U);
}

TEST(Protection, LooksAtThePersonsBehindEveryMeasure) {
  SmallRegister given;
  const auto person = given.person("F", "1940-01-01");
  for (int i = 0; i < 8; ++i) {
    given.open(person, "016004");
    auto& intervention = given.intervene("anziani", "", "2017-05-01");
    intervention.has_amount = true;
    intervention.amount_cents = 1000'00;
  }
  for (const auto measure : {Measure::cases, Measure::interventions, Measure::amount}) {
    const Protected one(given, extract_by(measure, When::opened_during, {by(TerritoryLevel::ambito)}));
    EXPECT_TRUE(one.hides({})) << to_string(measure);
  }
}

TEST(Protection, HidesOnlyTheCombinationsThatAreSmallAndFinerOnes) {
  SmallRegister given;
  fill(given, 9, "016004", "anziani");
  fill(given, 3, "016004", "disabili");
  fill(given, 3, "016006", "disabili");
  fill(given, 6, "016006", "anziani");
  const Protected persons(given, extract_by(Measure::persons, When::active_during,
                                            {by(TerritoryLevel::ambito), by(Dimension::area)}));
  EXPECT_TRUE(persons.hides({{"territory", "beta"}, {"area", "disabili"}}));
  EXPECT_TRUE(persons.hides({{"territory", "gamma"}, {"area", "minori"}}));
  EXPECT_FALSE(persons.hides({{"territory", "district-basso"}, {"area", "disabili"}}));
  EXPECT_FALSE(persons.hides({{"territory", "beta"}}));
  EXPECT_FALSE(persons.hides({{"area", "disabili"}}));
}

TEST(Protection, TreatsTheSameCombinationAlikeInEveryTable) {
  SmallRegister given;
  fill(given, 8, "016001");
  fill(given, 2, "016002");
  fill(given, 2, "016004", "disabili");
  fill(given, 8, "016004");
  const auto at = [&](TerritoryLevel level) {
    return Protected(given,
                     extract_by(Measure::persons, When::active_during, {by(level), by(Dimension::area)}));
  };
  const auto ambiti = at(TerritoryLevel::ambito);
  const auto comuni = at(TerritoryLevel::comune);
  for (const auto* place : {"alfa", "beta", "gamma", "district-alto", "_U", "_T"}) {
    for (const auto* area : {"anziani", "disabili", "_U", "_T"}) {
      EXPECT_EQ(ambiti.hides({{"territory", place}, {"area", area}}),
                comuni.hides({{"territory", place}, {"area", area}}))
          << place << " " << area;
    }
  }
}

TEST(Protection, ShowsStructuralZerosUnlessTheDataContradictThem) {
  SmallRegister given;
  fill(given, 2, "016001");
  const auto definition =
      extract_by(Measure::persons, When::active_during, {by(Dimension::area), by_age({"0-17", "18+"})});
  const Codes impossible = {{"area", "anziani"}, {"age", "0-17"}};
  EXPECT_FALSE(Protected(given, definition).hides(impossible));
  EXPECT_TRUE(Protected(given, definition).hides({{"area", "minori"}, {"age", "0-17"}}));
  fill(given, 1, "016001", "anziani", "2010-01-01");
  EXPECT_TRUE(Protected(given, definition).hides(impossible));
}

}  // namespace
}  // namespace raccordo::tests
