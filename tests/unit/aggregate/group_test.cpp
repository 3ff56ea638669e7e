#include "aggregate/count/group.hpp"

#include <gtest/gtest.h>

#include <map>

#include "support/counted_tables.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

TEST(Group, CountsAPersonWithCasesInTwoComuniOnceAndTheCasesTwice) {
  SmallRegister given;
  const auto both = given.person("F", "1950-01-01");
  given.open(both, "016001");
  given.open(both, "016004");
  given.open(given.person("M", "1960-01-01"), "016001");
  const Counted persons(given,
                        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito)}));
  EXPECT_EQ(persons.value({{"territory", "alfa"}}), 2);
  EXPECT_EQ(persons.value({{"territory", "beta"}}), 1);
  EXPECT_EQ(persons.value({}), 2);
  EXPECT_FALSE(persons.table().dimensions[0].additive);
  const Counted cases(given, extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::ambito)}));
  EXPECT_EQ(cases.value({}), 3);
  EXPECT_EQ(cases.persons({}), 2U);
  EXPECT_EQ(cases.value({{"territory", "district-alto"}}), 2);
  EXPECT_TRUE(cases.table().dimensions[0].additive);
}

TEST(Group, SeparatesPersonsWithInterleavedCases) {
  SmallRegister given;
  const auto first = given.person("F", "1950-01-01");
  const auto second = given.person("M", "1950-01-01");
  for (const auto* owner : {"016001", "016004"}) {
    given.open(second, owner);
    given.open(first, owner);
  }
  const Counted persons(given,
                        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)}));
  EXPECT_EQ(persons.value({}), 2);
  EXPECT_EQ(persons.value({{"territory", "016004"}}), 2);
}

/// Sums of the children beside every parent of a table with one dimension.
void expect_sums(const aggregate::CountedTable& table) {
  const auto& categories = table.dimensions.at(0).categories;
  std::map<int, std::int64_t> sums;
  for (std::size_t i = 1; i < categories.size(); ++i) sums[categories[i].parent] += table.cells[i].value;
  for (const auto& [parent, sum] : sums) {
    EXPECT_EQ(sum, table.cells[static_cast<std::size_t>(parent)].value)
        << categories[static_cast<std::size_t>(parent)].code;
  }
}

TEST(Group, AddsUpWithAComuneWithoutAmbito) {
  SmallRegister given;
  for (const auto* owner : {"016001", "016002", "016002", "016003", "016004", "016006", "016215", "016215"}) {
    given.open(given.person("F", "1950-01-01"), owner);
  }
  for (const auto level :
       {TerritoryLevel::comune, TerritoryLevel::group, TerritoryLevel::ambito, TerritoryLevel::district}) {
    const Counted cases(given, extract_by(Measure::cases, When::active_during, {by(level)}));
    EXPECT_EQ(cases.value({}), 8);
    EXPECT_EQ(cases.value({{"territory", "_U"}}), 2);
    EXPECT_EQ(cases.value({{"territory", "district-alto"}}), 4);
    expect_sums(cases.table());
  }
  const Counted comuni(given, extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)}));
  EXPECT_EQ(comuni.value({{"territory", "alfa.1"}}), 3);
  EXPECT_EQ(comuni.value({{"territory", "016215"}}), 2);
  const Counted groups(given, extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::group)}));
  EXPECT_EQ(groups.value({{"territory", "alfa.1"}}), 3);
  EXPECT_EQ(groups.value({{"territory", "016003"}}), 1);
  EXPECT_THROW(groups.value({{"territory", "016001"}}), std::out_of_range);
}

TEST(Group, CountsAPersonOnceInAnAreaHoweverManyTypes) {
  SmallRegister given;
  given.open(given.person("F", "1930-01-01"), "016001");
  given.intervene("anziani", "anziani.pasti");
  given.intervene("anziani", "anziani.trasporto");
  given.intervene("disabili", "disabili.educativa");
  given.open(given.person("F", "1930-01-01"), "016001");
  given.intervene("anziani", "anziani.pasti");
  const Counted types(given, extract_by(Measure::persons, When::active_during, {by(Dimension::type)}));
  EXPECT_EQ(types.value({{"type", "anziani.pasti"}}), 2);
  EXPECT_EQ(types.value({{"type", "anziani.trasporto"}}), 1);
  EXPECT_EQ(types.value({{"type", "anziani"}}), 2);
  EXPECT_EQ(types.value({{"type", "disabili"}}), 1);
  EXPECT_EQ(types.value({}), 2);
  const Counted cases(given, extract_by(Measure::cases, When::active_during, {by(Dimension::area)}));
  EXPECT_EQ(cases.value({{"area", "disabili"}}), 1);
  EXPECT_EQ(cases.value({}), 2);
  EXPECT_FALSE(cases.table().dimensions[0].additive);
  const Counted interventions(given,
                              extract_by(Measure::interventions, When::active_during, {by(Dimension::area)}));
  EXPECT_EQ(interventions.value({{"area", "anziani"}}), 3);
  EXPECT_EQ(interventions.value({}), 4);
  EXPECT_TRUE(interventions.table().dimensions[0].additive);
}

TEST(Group, CountsUnknownValuesUnderUnassigned) {
  SmallRegister given;
  given.open(given.person("U", "1950-01-01"), "016001");
  given.intervene("", "");
  given.open(given.person("", ""), "016001").citizenship = given.code("XX");
  given.intervene("", "minori.nido");
  given.open(given.person("F", "2018-05-01"), "016001").citizenship = given.code("FR");
  given.intervene("unheard-of", "unheard-of");
  const auto counted = [&](model::DimensionChoice choice) {
    return Counted(given, extract_by(Measure::persons, When::active_during, {std::move(choice)}));
  };
  EXPECT_EQ(counted(by(Dimension::sex)).value({{"sex", "_U"}}), 2);
  EXPECT_EQ(counted(by(Dimension::sex)).value({{"sex", "F"}}), 1);
  // One without a birth date, one born after the period.
  EXPECT_EQ(counted(by_age({"0-64", "65+"})).value({{"age", "_U"}}), 2);
  EXPECT_EQ(counted(by(Dimension::citizenship)).value({{"citizenship", "EU"}}), 1);
  EXPECT_EQ(counted(by(Dimension::citizenship)).value({{"citizenship", "_U"}}), 2);
  EXPECT_EQ(counted(by(Dimension::need)).value({{"need", "_U"}}), 3);
  // A type without area belongs to the area above it.
  EXPECT_EQ(counted(by(Dimension::area)).value({{"area", "minori"}}), 1);
  EXPECT_EQ(counted(by(Dimension::area)).value({{"area", "_U"}}), 2);
  EXPECT_EQ(counted(by(Dimension::type)).value({{"type", "_U"}}), 2);
}

TEST(Group, UsesTheAgeOnTheLastDay) {
  SmallRegister given;
  given.open(given.person("F", "1999-12-31"), "016001");  // 18 on 2017-12-31
  given.open(given.person("F", "2000-01-01"), "016001");  // 17
  given.open(given.person("F", "1932"), "016001");        // 85 within the year
  given.open(given.person("F", "1933-01-01"), "016001");  // 84
  const Counted ages(given,
                     extract_by(Measure::persons, When::active_during, {by_age({"0-17", "18-84", "85+"})}));
  EXPECT_EQ(ages.value({{"age", "0-17"}}), 1);
  EXPECT_EQ(ages.value({{"age", "18-84"}}), 2);
  EXPECT_EQ(ages.value({{"age", "85+"}}), 1);
  EXPECT_TRUE(ages.table().dimensions[0].additive);
}

TEST(Group, CountsNeedsOfAPersonOnceInTheTotal) {
  SmallRegister given;
  given.open(given.person("F", "1950-01-01"), "016001");
  given.need("casa");
  given.need("lavoro");
  given.need("casa");
  const Counted needs(given, extract_by(Measure::cases, When::active_during, {by(Dimension::need)}));
  EXPECT_EQ(needs.value({{"need", "casa"}}), 1);
  EXPECT_EQ(needs.value({{"need", "lavoro"}}), 1);
  EXPECT_EQ(needs.value({}), 1);
  EXPECT_FALSE(needs.table().dimensions[0].additive);
}

struct WhenCase {
  When when;
  std::int64_t of_cases, of_interventions;
};

TEST(Group, AppliesWhenToTheCaseOrToItsInterventions) {
  SmallRegister given;
  const auto person = given.person("F", "1950-01-01");
  given.open(person, "016001", "2015-01-01", "2017-12-31");  // closed on the last day: not open at its end
  given.intervene("anziani", "anziani.pasti", "2015-01-01", "2016-12-31");
  given.open(person, "016001", "2017-01-01");
  given.intervene("anziani", "anziani.pasti", "2017-12-31");
  given.open(person, "016001", "2018-01-01");
  given.intervene("anziani", "anziani.pasti", "2018-01-01");
  given.open(person, "016001", "2014-01-01", "2016-12-31");
  given.intervene("anziani", "anziani.pasti", "", "");  // no dates of its own: those of the case
  for (const auto& [when, of_cases, of_interventions] :
       {WhenCase{When::registered_by_end, 3, 3}, WhenCase{When::open_at_end, 1, 1},
        WhenCase{When::active_during, 2, 1}, WhenCase{When::opened_during, 1, 1},
        WhenCase{When::closed_during, 1, 0}}) {
    const Counted cases(given, extract_by(Measure::cases, when, {by(TerritoryLevel::ambito)}));
    EXPECT_EQ(cases.value({}), of_cases) << to_string(when);
    const Counted areas(given, extract_by(Measure::cases, when, {by(Dimension::area)}));
    EXPECT_EQ(areas.value({}), of_interventions) << to_string(when);
  }
}

TEST(Group, CountsAnAmountEntirelyInThePeriodOfItsStart) {
  SmallRegister given;
  given.open(given.person("F", "1950-01-01"), "016001", "2016-01-01");
  const auto spend = [&](std::string_view start, std::string_view end, std::int64_t cents) {
    auto& intervention = given.intervene("anziani", "anziani.pasti", start, end);
    intervention.amount_cents = cents;
    intervention.has_amount = true;
  };
  spend("2016-12-31", "2017-12-31", 100'00);
  spend("2017-01-01", "2019-12-31", 20'05);
  spend("2017-12-31", "", 3'00);
  spend("2018-01-01", "", 400'00);
  given.intervene("anziani", "anziani.pasti", "2017-05-01");
  for (const auto when : {When::opened_during, When::active_during, When::registered_by_end}) {
    const Counted amounts(given, extract_by(Measure::amount, when, {by(Dimension::area)}));
    EXPECT_EQ(amounts.value({{"area", "anziani"}}), 23'05);
    EXPECT_EQ(amounts.persons({{"area", "anziani"}}), 1U);
  }
}

TEST(Group, CountsOpeningsAndClosuresByMonth) {
  SmallRegister given;
  given.open(given.person("F", "1950-01-01"), "016001", "2017-01-31", "2017-12-01");
  given.open(given.person("F", "1950-01-01"), "016001", "2017-02-01", "2018-01-01");
  const std::vector choices = {by(Dimension::month)};
  const Counted opened(given, extract_by(Measure::cases, When::opened_during, choices));
  EXPECT_EQ(opened.value({{"month", "2017-01"}}), 1);
  EXPECT_EQ(opened.value({{"month", "2017-02"}}), 1);
  const Counted closed(given, extract_by(Measure::cases, When::closed_during, choices));
  EXPECT_EQ(closed.value({{"month", "2017-12"}}), 1);
  EXPECT_EQ(closed.value({}), 1);
  const auto quarter = model::parse_period("2017-Q1", model::Periodicity::quarter).value();
  const Counted within(given, extract_by(Measure::cases, When::opened_during, choices), quarter);
  EXPECT_EQ(within.table().cells.size(), 4U);
  EXPECT_EQ(within.value({{"month", "2017-02"}}), 1);
}

TEST(Group, MarksAgesBelowAnAreaAsStructuralZeros) {
  const SmallRegister empty;
  const Counted ages(empty, extract_by(Measure::persons, When::active_during,
                                       {by(Dimension::area), by_age({"0-17", "18-64", "65+"})}));
  const auto& table = ages.table();
  const auto is_zero = [&](Codes codes) {
    return table.structural_zeros[place_of(table.dimensions, codes)] != 0;
  };
  EXPECT_TRUE(is_zero({{"area", "anziani"}, {"age", "0-17"}}));
  EXPECT_FALSE(is_zero({{"area", "anziani"}, {"age", "18-64"}}));
  EXPECT_FALSE(is_zero({{"area", "minori"}, {"age", "0-17"}}));
  EXPECT_FALSE(is_zero({{"area", "anziani"}}));
}

TEST(Group, CountsTheSameOverManyBlocksAndThreads) {
  // Several blocks of cases; every third person has cases in two Comuni, far apart in the snapshot.
  constexpr int kPeople = 9000;
  SmallRegister given;
  for (int i = 0; i < kPeople; ++i) given.person(i % 2 == 0 ? "F" : "M", "1950-01-01");
  for (int i = 0; i < kPeople; ++i) {
    given.open(static_cast<std::uint32_t>(i), "016001");
    given.intervene("anziani", "anziani.pasti");
  }
  for (int i = 0; i < kPeople; i += 3) {
    given.open(static_cast<std::uint32_t>(i), "016004");
    given.intervene("anziani", "anziani.trasporto");
  }
  const auto choices = std::vector{by(TerritoryLevel::comune), by(Dimension::type)};
  const Counted persons(given, extract_by(Measure::persons, When::active_during, choices));
  const Counted cases(given, extract_by(Measure::cases, When::active_during, choices));
  EXPECT_EQ(persons.value({}), kPeople);
  EXPECT_EQ(persons.value({{"territory", "beta"}}), kPeople / 3);
  EXPECT_EQ(persons.value({{"type", "anziani"}}), kPeople);
  EXPECT_EQ(cases.value({}), kPeople + kPeople / 3);
  EXPECT_EQ(cases.value({{"territory", "016001"}, {"type", "anziani.pasti"}}), kPeople);
  EXPECT_EQ(cases.persons({}), static_cast<std::uint32_t>(kPeople));
}

TEST(Group, RefusesATableWithTooManyCells) {
  const SmallRegister given;
  const auto ages_of = [&](int bands) {
    auto ages = by(Dimension::age);
    for (int i = 0; i < bands; ++i) ages.ages.push_back({i, i, std::to_string(i)});
    // 15 territories, 9 types, 4 sexes, 4 needs, 13 months: 28,080 cells for every band, `_T` and `_U`.
    return count_tables(given.facts,
                        {extract_by(Measure::cases, When::opened_during,
                                    {by(TerritoryLevel::comune), by(Dimension::type), by(Dimension::sex),
                                     by(Dimension::need), by(Dimension::month), ages})},
                        small_scheme(), year(2017));
  };
  EXPECT_TRUE(ages_of(33).has_value());
  ASSERT_TRUE(ages_of(34).has_error());
  EXPECT_NE(ages_of(34).error().message.find("cells"), std::string::npos);
}

TEST(Group, RefusesARateWithoutPopulation) {
  const SmallRegister given;
  const auto tables =
      count_tables(given.facts, {extract_by(Measure::prevalence, When::active_during, {by(Dimension::area)})},
                   small_scheme(), year(2017));
  ASSERT_TRUE(tables.has_error());
  EXPECT_NE(tables.error().message.find("population"), std::string::npos);
}

TEST(Group, RefusesADimensionWithoutCodeSystem) {
  const SmallRegister given;
  auto scheme = small_scheme();
  scheme.systems.erase("need");
  const auto tables =
      count_tables(given.facts, {extract_by(Measure::cases, When::active_during, {by(Dimension::need)})},
                   scheme, year(2017));
  ASSERT_TRUE(tables.has_error());
  EXPECT_NE(tables.error().message.find("need"), std::string::npos);
}

}  // namespace
}  // namespace raccordo::tests
