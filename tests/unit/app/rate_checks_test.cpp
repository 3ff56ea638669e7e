#include "app/rules/rate_checks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/population_total.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

constexpr const char* kFile = "mappings/scheme/population.csv";

model::ExtractDefinition rate(const char* id) {
  model::ExtractDefinition extract;
  extract.id = id;
  extract.measure = model::Measure::prevalence;
  return extract;
}

/// Two Comuni; both counted in 2018, the first alone in 2019 and 2020.
model::Scheme two_comuni() {
  model::Scheme scheme;
  scheme.territory = model::Territory({{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""},
                                       {"Seriate", "016198", "I628", "seriate", "Bergamo", ""}},
                                      {}, {});
  const auto add = [&](const char* comune, int year, std::int64_t people) {
    const int line = static_cast<int>(scheme.population.rows.size()) + 2;
    scheme.population.rows.push_back({comune, year, "_T", model::kEveryAge, people, line});
  };
  add("016024", 2018, 100);
  add("016198", 2018, 0);
  add("016024", 2019, 100);
  add("016024", 2020, 100);
  return scheme;
}

TEST(RateChecks, TellAHoleOnceForAllItsYearsAndRates) {
  const auto faults = rate_faults({rate("a"), rate("b")}, two_comuni(), kFile);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].file, kFile);
  EXPECT_EQ(
      faults[0].message,
      "has no figures of 2019, 2020 for 1 Comune: 016198, but the extracts a, b ask for a rate: add the "
      "inhabitants or count persons instead");
}

TEST(RateChecks, TellAMissingFileOnce) {
  const auto faults = rate_faults({rate("a"), rate("b")}, {}, kFile);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].message, HasSubstr("is missing or empty, but the extracts a, b ask"));
  EXPECT_TRUE(rate_faults({}, {}, kFile).empty());
}

TEST(RateChecks, WarnOfAComuneWithoutInhabitantsAndOfAYearToComeWithTheirLines) {
  auto scheme = two_comuni();
  EXPECT_EQ(population_warnings(scheme, kFile, 2020).size(), 1U);
  const auto warnings = population_warnings(scheme, kFile, 2019);
  ASSERT_EQ(warnings.size(), 2U);
  EXPECT_EQ(warnings[0].line, 3);
  EXPECT_THAT(warnings[0].message, HasSubstr("the Comune 016198 has 0 inhabitants on 1 January 2018"));
  EXPECT_EQ(warnings[1].line, 5);
  EXPECT_THAT(warnings[1].message, HasSubstr("the year 2020 has not begun"));
}

TEST(RateChecks, DoNotWarnOfAnAgeWithoutInhabitants) {
  auto scheme = two_comuni();
  scheme.population.rows.clear();
  scheme.population.rows.push_back({"016024", 2018, "M", 0, 7, 2});
  scheme.population.rows.push_back({"016024", 2018, "M", 100, 0, 3});
  EXPECT_TRUE(population_warnings(scheme, kFile, 2026).empty());
}

}  // namespace
}  // namespace raccordo::app
