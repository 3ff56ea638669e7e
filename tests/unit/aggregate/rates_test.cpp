#include "aggregate/release/rates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/release/period_catalogue.hpp"
#include "aggregate/release/population_figures.hpp"
#include "model/population_total.hpp"
#include "support/release_of.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::HasSubstr;

const auto kAges = by_age({"0-64", "65+"});

/// 100 women and 50 men of 40, and 30 women and 20 men of 70, in every Comune.
model::Scheme peopled_scheme(int year = 2017) {
  auto scheme = small_scheme();
  for (const auto& comune : scheme.territory.comuni()) {
    scheme.population.rows.push_back({comune.istat_code, year, "F", 40, 100});
    scheme.population.rows.push_back({comune.istat_code, year, "M", 40, 50});
    scheme.population.rows.push_back({comune.istat_code, year, "F", 70, 30});
    scheme.population.rows.push_back({comune.istat_code, year, "M", 70, 20});
  }
  return scheme;
}

/// 12 women of 77 in each of 016001 (alfa), 016004 (beta) and 016006 (gamma), and 6 men of 37 in 016004, of
/// unknown sex 5; 7 of the women in 016004 were there before the period.
SmallRegister some_register() {
  SmallRegister given;
  const auto add = [&](int persons, std::string_view sex, std::string_view born, std::string_view owner,
                       std::string_view opened) {
    for (int i = 0; i < persons; ++i) {
      given.open(given.person(sex, born), owner, opened);
      given.intervene("anziani", "anziani.pasti", "");
    }
  };
  add(12, "F", "1940-05-01", "016001", "2017-02-01");
  add(5, "F", "1940-05-01", "016004", "2017-02-01");
  add(7, "F", "1940-05-01", "016004", "2016-02-01");
  add(12, "F", "1940-05-01", "016006", "2017-02-01");
  add(6, "M", "1980-05-01", "016004", "2017-02-01");
  add(5, "U", "1980-05-01", "016004", "2017-02-01");
  return given;
}

aggregate::Release release_of(Measure measure, std::vector<model::DimensionChoice> by,
                              const model::Scheme& scheme = peopled_scheme()) {
  const auto when = measure == Measure::incidence ? When::opened_during : When::active_during;
  return tests::release_of(some_register().facts, {extract_by(measure, when, std::move(by))}, scheme,
                           request_for(year(2017)))
      .value();
}

const model::ShownCell& cell_of(const aggregate::Release& release, Codes codes) {
  const auto& table = release.tables().front();
  return table.cells().at(place_of(table.dimensions(), codes));
}

TEST(Rates, DividePersonsByThePeopleOfTheTerritory) {
  const auto release = release_of(Measure::prevalence, {by(TerritoryLevel::ambito)});
  // alfa: 12 of 3 x 200 people; beta: 23 of 2 x 200; all: 47 of 7 x 200, per 1,000, in millionths.
  EXPECT_EQ(cell_of(release, {{"territory", "alfa"}}).value, 20'000'000);
  EXPECT_EQ(cell_of(release, {{"territory", "beta"}}).value, 57'500'000);
  EXPECT_EQ(cell_of(release, {}).value, 33'571'429);
  EXPECT_EQ(release.tables()[0].definition().measure, Measure::prevalence);
  EXPECT_FALSE(release.tables()[0].dimensions()[0].additive);
}

TEST(Rates, CountOnlyCasesOpenedInThePeriodForIncidence) {
  const auto release = release_of(Measure::incidence, {by(TerritoryLevel::ambito)});
  EXPECT_EQ(cell_of(release, {{"territory", "beta"}}).value, 40'000'000);  // 16 of 400
}

TEST(Rates, DivideByThePeopleOfTheSameSexAndAge) {
  const auto release = release_of(Measure::prevalence, {by(Dimension::sex), kAges});
  // Women of 65 and over: 36 of 7 x 30; men below: 6 of 7 x 50; all women: 36 of 7 x 130.
  EXPECT_EQ(cell_of(release, {{"sex", "F"}, {"age", "65+"}}).value, 171'428'571);
  EXPECT_EQ(cell_of(release, {{"sex", "M"}, {"age", "0-64"}}).value, 17'142'857);
  EXPECT_EQ(cell_of(release, {{"sex", "F"}}).value, 39'560'440);
  EXPECT_EQ(cell_of(release, {{"sex", "M"}, {"age", "65+"}}).value, 0);
}

TEST(Rates, UseAllPeopleIfADimensionDividesNone) {
  const auto release = release_of(Measure::prevalence, {by(Dimension::area), by(TerritoryLevel::district)});
  EXPECT_EQ(cell_of(release, {{"area", "anziani"}, {"territory", "district-alto"}}).value, 20'000'000);
}

TEST(Rates, CountAgesInNoBandInTheTotalOnly) {
  const auto release = release_of(Measure::prevalence, {by_age({"0-50"})});
  EXPECT_EQ(cell_of(release, {{"age", "0-50"}}).value, 10'476'190);  // 11 of 1,050
  EXPECT_EQ(cell_of(release, {}).value, 33'571'429);                 // 47 of 1,400
}

TEST(Rates, AreHiddenWithTheirCountAndWithoutInhabitants) {
  const auto sexes = release_of(Measure::prevalence, {by(Dimension::sex)});
  EXPECT_TRUE(cell_of(sexes, {{"sex", "_U"}}).hidden);  // 5 persons, but of no known people
  EXPECT_EQ(cell_of(sexes, {{"sex", "_U"}}).value, 0);
  EXPECT_FALSE(cell_of(sexes, {{"sex", "F"}}).hidden);
  auto persons =
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::sex)});
  const auto counts =
      tests::release_of(some_register().facts, {persons}, peopled_scheme(), request_for(year(2017), 6))
          .value();
  persons.measure = Measure::prevalence;
  const auto rates =
      tests::release_of(some_register().facts, {persons}, peopled_scheme(), request_for(year(2017), 6))
          .value();
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < counts.tables()[0].cells().size(); ++i) {
    if (!counts.tables()[0].cells()[i].hidden) continue;
    ++hidden;
    EXPECT_TRUE(rates.tables()[0].cells()[i].hidden) << i;
    EXPECT_EQ(rates.tables()[0].cells()[i].value, 0) << i;
  }
  EXPECT_GT(hidden, 0U);
}

TEST(Rates, KeepTheirMeasureWhenStored) {
  const auto release = release_of(Measure::prevalence, {by(TerritoryLevel::ambito)});
  const auto read = aggregate::read_release(release.serialise());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->metadata(), release.metadata());
  EXPECT_THAT(release.metadata(), HasSubstr("\"measure\":\"prevalence\""));
}

std::string refusal(const model::Scheme& scheme) {
  const auto release =
      tests::release_of(some_register().facts,
                        {extract_by(Measure::prevalence, When::active_during, {by(TerritoryLevel::ambito)})},
                        scheme, request_for(year(2017)));
  return release.has_error() ? release.error().message : std::string();
}

TEST(Rates, AreRefusedWithoutFiguresOfEveryComuneNearThePeriod) {
  EXPECT_THAT(refusal(small_scheme()), HasSubstr("add mappings/scheme/population.csv"));
  EXPECT_THAT(refusal(peopled_scheme(2016)), HasSubstr("no figures of 2018 or 2017; add them"));
  auto scheme = peopled_scheme();
  std::erase_if(scheme.population.rows, [](const auto& row) { return row.istat_code == "016003"; });
  EXPECT_THAT(refusal(scheme), HasSubstr("of 2017 for 1 Comune: 016003"));
  EXPECT_EQ(refusal(peopled_scheme()), "");
}

TEST(Rates, UseTheInhabitantsAtTheEndOfThePeriodAndNameTheirDay) {
  auto scheme = peopled_scheme(2017);
  for (const auto& comune : scheme.territory.comuni())
    scheme.population.rows.push_back({comune.istat_code, 2018, "_T", model::kEveryAge, 400});
  const auto release = release_of(Measure::prevalence, {by(TerritoryLevel::ambito)}, scheme);
  EXPECT_EQ(cell_of(release, {{"territory", "alfa"}}).value, 10'000'000);  // 12 of 3 x 400
  EXPECT_THAT(release.tables()[0].definition().title_it, HasSubstr("(abitanti al 1° gennaio 2018)"));
  EXPECT_THAT(release.metadata(), HasSubstr("(inhabitants on 1 January 2018)"));
  // By sex the totals of 2018 do not serve: those of 2017 do.
  const auto by_sex = release_of(Measure::prevalence, {by(Dimension::sex)}, scheme);
  EXPECT_THAT(by_sex.tables()[0].definition().title_it, HasSubstr("1° gennaio 2017"));
}

TEST(Rates, NameTheDayInTheBracketsWithWhichTheTitleEnds) {
  auto definition = extract_by(Measure::prevalence, When::active_during, {by(TerritoryLevel::ambito)});
  definition.title_it = "Prevalenza (persone ogni 1.000 abitanti)";
  const auto release =
      tests::release_of(some_register().facts, {definition}, peopled_scheme(), request_for(year(2017)))
          .value();
  EXPECT_EQ(release.tables()[0].definition().title_it,
            "Prevalenza (persone ogni 1.000 abitanti; abitanti al 1° gennaio 2017)");
}

TEST(Rates, CountNobodyTwiceIfTheFileHasTotalsAndParts) {
  auto scheme = peopled_scheme(2017);
  for (const auto& comune : scheme.territory.comuni()) {
    scheme.population.rows.push_back({comune.istat_code, 2017, "_T", model::kEveryAge, 200});
    scheme.population.rows.push_back({comune.istat_code, 2017, "F", model::kEveryAge, 130});
    scheme.population.rows.push_back({comune.istat_code, 2017, "M", model::kEveryAge, 70});
  }
  for (const auto& dimensions : std::vector<std::vector<model::DimensionChoice>>{
           {by(TerritoryLevel::ambito)}, {by(Dimension::sex)}, {by(Dimension::sex), kAges}}) {
    const auto release = release_of(Measure::prevalence, dimensions, scheme);
    EXPECT_EQ(cell_of(release, {}).value, 33'571'429);  // 47 of 7 x 200, as without totals
  }
}

TEST(Rates, AreLeftOutIfNobodyCountedTheInhabitantsOfThoseYears) {
  const std::vector catalogue = {
      extract_by(Measure::prevalence, When::active_during, {by(TerritoryLevel::ambito)}),
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito)})};
  const auto left_out = aggregate::tables_left_out(catalogue, peopled_scheme(2010), year(2017));
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].reason, "population.csv has no figures of 2018 or 2017");
  EXPECT_TRUE(aggregate::tables_left_out(catalogue, peopled_scheme(2018), year(2017)).empty());
}

TEST(PopulationFigures, ReportsHolesOfEveryYear) {
  auto scheme = peopled_scheme(2017);
  scheme.population.rows.push_back({"016001", 2018, "_T", model::kEveryAge, 200});
  const auto faults = aggregate::faults_of_population(scheme, {});
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0], "has no figures of 2018 for 6 Comuni: 016002, 016003, 016004, 016005, 016006, 016215");
  scheme = small_scheme();
  for (const auto& comune : scheme.territory.comuni())
    scheme.population.rows.push_back({comune.istat_code, 2018, "_T", model::kEveryAge, 200});
  EXPECT_EQ(aggregate::faults_of_population(scheme, {.by_sex = true}).front(),
            "has no figures by sex of any year");
}

TEST(PopulationFigures, AreThoseNearestToTheLastDay) {
  EXPECT_EQ(aggregate::years_near(year(2017)), (std::vector<int>{2018, 2017}));
  const auto quarter = model::parse_period("2018-Q1", model::Periodicity::quarter).value();
  EXPECT_EQ(aggregate::years_near(quarter), (std::vector<int>{2018, 2019}));
}

}  // namespace
}  // namespace raccordo::tests
