// Naive suppression, which only hides small cells. The attackers must break it: otherwise finding nothing in
// our releases would prove nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "privacy/attackers/attack_scenes.hpp"
#include "privacy/attackers/difference_attacker.hpp"

namespace raccordo::attackers {
namespace {

/// One table by hand: a total with these children.
PublishedTable row_of(const std::string& id, const std::string& measure, const std::string& dimension,
                      const std::vector<std::optional<std::int64_t>>& cells) {
  PublishedTable table{id, measure, "active-during", "2017", 5, {{dimension, true, {{"_T", -1}}}}, cells};
  for (std::size_t i = 1; i < cells.size(); ++i) {
    table.dimensions.front().categories.push_back({"c" + std::to_string(i), 0});
  }
  return table;
}

AttackResult attack(const std::vector<PublishedTable>& tables, int k = 5) {
  return attack_linear(link_tables(tables), k);
}

TEST(PrimarySuppression, IsBrokenBySubtractionFromATotal) {
  const auto result = attack({row_of("sexes", "persons", "sex", {20, 17, std::nullopt})});
  ASSERT_EQ(result.breaches.size(), 1U);
  EXPECT_EQ(to_string(result.breaches.front()),
            "sexes [persons|case|active-during|2017|sex=c2;] small for certain: 3..3");
}

TEST(PrimarySuppression, IsBrokenByASecondTableWithTheSameMargin) {
  const auto first = row_of("sexes", "persons", "sex", {20, 16, std::nullopt, std::nullopt});
  EXPECT_TRUE(attack({first}).breaches.empty()) << "two hidden cells that share 4: either may be 0";
  auto second = row_of("others", "persons", "sex", {20, 17, std::nullopt});
  // Here one band equals c1 and c3 of the first.
  second.dimensions.front().categories[1].code = "c9";
  EXPECT_EQ(attack({first, second}).breaches.size(), 2U) << "c2 is 3 by the second, so c3 is 1 by the first";
}

TEST(PrimarySuppression, IsBrokenByATableThatShowsACellHiddenInAnother) {
  auto shown = row_of("other", "persons", "sex", {20, 17, 3});
  const auto result = attack({row_of("sexes", "persons", "sex", {20, 17, std::nullopt}), shown});
  ASSERT_EQ(result.breaches.size(), 1U);
  EXPECT_EQ(result.breaches.front().kind, BreachKind::shown);
}

TEST(PrimarySuppression, PersonsAreBoundedByCasesMinusRest) {
  const auto cases = row_of("cases", "cases", "sex", {20, 16, std::nullopt});
  const auto persons = row_of("persons", "persons", "sex", {18, std::nullopt, std::nullopt});
  EXPECT_TRUE(attack({persons}).breaches.empty());
  EXPECT_EQ(attack({cases, persons}).breaches.size(), 2U)
      << "4 cases; so 2..4 persons, as the rest are 16 at most";
}

TEST(PrimarySuppression, IsBrokenByNonAdditiveCountsOfPersons) {
  auto table = row_of("areas", "persons", "area", {20, 17, std::nullopt});
  table.dimensions.front().additive = false;
  EXPECT_TRUE(attack({table}).breaches.empty()) << "3..20 persons: all may have the second area too";
  auto larger = row_of("areas-cases", "cases", "area", {30, 26, std::nullopt});
  larger.dimensions.front().additive = false;
  EXPECT_TRUE(attack({table, larger}).breaches.empty());
  auto additive = row_of("areas-interventions", "interventions", "area", {40, 36, std::nullopt});
  EXPECT_EQ(attack({table, larger, additive}).breaches.size(), 3U)
      << "4 interventions: so 3..4 persons and 4 cases";
}

TEST(PrimarySuppression, IsBrokenByTheDifferenceOfTwoReleases) {
  const auto before = row_of("sexes", "persons", "sex", {20, 10, 10});
  const auto after = row_of("sexes", "persons", "sex", {22, 12, 10});
  EXPECT_EQ(attack_by_difference({before}, {after}, 5).size(), 2U);
  EXPECT_TRUE(attack_by_difference({before}, {before}, 5).empty());
  EXPECT_TRUE(attack_by_difference({before}, {row_of("sexes", "persons", "sex", {25, 15, 10})}, 5).empty());
  EXPECT_EQ(attack_by_difference({before}, {row_of("sexes", "persons", "sex", {24, 14, 10})}, 5).size(), 2U);
  EXPECT_EQ(changes_of_status({before}, {row_of("sexes", "persons", "sex", {20, 10, std::nullopt})}).size(),
            1U);
}

TEST(PrimarySuppression, IsBrokenByTwoYearsOfACumulativeTable) {
  auto before = row_of("registered", "cases", "sex", {50, 30, 20});
  auto after = row_of("registered", "cases", "sex", {62, 40, 22});
  auto opened = row_of("opened", "cases", "sex", {12, 10, std::nullopt});
  before.when = after.when = "registered-by-end";
  opened.when = "opened-during";
  after.period = opened.period = "2018";
  EXPECT_EQ(attack_linear(link_tables({before, after, opened}, Register::only_grows), 5).breaches.size(), 1U);
  opened.cells = {std::nullopt, std::nullopt, std::nullopt};
  EXPECT_TRUE(attack_linear(link_tables({after, opened}), 5).breaches.empty());
  EXPECT_EQ(attack_linear(link_tables({before, after, opened}, Register::only_grows), 5).breaches.size(), 1U)
      << "22 less 20";
}

TEST(PrimarySuppression, IsBrokenByAnInsiderWhenAnOutsiderLearnsNothing) {
  // In truth 4 and 3 persons.
  const auto persons = row_of("persons", "persons", "sex", {7, std::nullopt, std::nullopt});
  const auto cases = row_of("cases", "cases", "sex", {10, 5, 5});
  EXPECT_TRUE(attack({persons, cases}).breaches.empty()) << "2..5 of each may be k";
  Truth truth, own;
  const auto know = [&](const std::string& cell, std::int64_t everybody, std::int64_t insider) {
    truth[cell] = {everybody, everybody};
    own[cell] = {insider, insider};
  };
  know("persons|case|active-during|2017|", 7, 1);
  know("persons|case|active-during|2017|sex=c1;", 4, 1);
  know("persons|case|active-during|2017|sex=c2;", 3, 0);
  know("cases|case|active-during|2017|", 10, 1);
  know("cases|case|active-during|2017|sex=c1;", 5, 1);
  know("cases|case|active-during|2017|sex=c2;", 5, 0);
  const auto result = attack_as_insider({persons, cases}, 5, truth, own);
  ASSERT_EQ(result.breaches.size(), 1U);
  EXPECT_EQ(to_string(result.breaches.front()),
            "persons [persons|case|active-during|2017|sex=c1;] small for certain: 1..4");
}

TEST(PrimarySuppression, LeaksInMostSmallRegisters) {
  const auto matter = small_matter();
  int broken = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto exact = count_exactly(random_register(matter, seed, 60), matter);
    const auto result = attack_linear(link_tables(hide_naively(exact, matter.k)), matter.k, &exact.truth);
    broken += result.breaches.empty() ? 0 : 1;
  }
  EXPECT_GE(broken, 18);
}

TEST(PrimarySuppression, ShowsAmountsThatOnePersonDominates) {
  const auto matter = small_matter();
  std::size_t shown = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    auto facts = random_register(matter, seed, 100);
    for (auto& item : facts.cases) {
      for (auto& intervention : item.interventions) {
        if (item.person == 0) intervention.amount_cents *= 1000;
        if (item.person == 0) intervention.has_amount = true;
      }
    }
    auto exact = count_exactly(facts, matter);
    find_largest_shares(facts, matter, exact.truth);
    const auto result = attack_linear(link_tables(hide_naively(exact, matter.k)), matter.k, &exact.truth);
    for (const auto& breach : result.breaches) shown += breach.kind == BreachKind::close ? 1 : 0;
  }
  EXPECT_GT(shown, 0U);
}

TEST(LinearAttacker, RequiresAnIntervalAroundADominatedAmount) {
  const std::string base = "amount|paid|active-during|2017|";
  const auto table = row_of("amounts", "amount", "area", {100'000, std::nullopt, std::nullopt});
  const Truth roomy = {{base, {100'000, 20, 5'000, 5'000}},
                       {base + "area=c1;", {90'000, 10, 89'000, 500}},
                       {base + "area=c2;", {10'000, 10, 1'000, 1'000}}};
  EXPECT_TRUE(attack_linear(link_tables({table}), 5, &roomy).breaches.empty())
      << "81 to 99 thousand are possible";
  auto narrow = roomy;
  narrow[base + "area=c1;"] = {96'000, 10, 95'000, 500};
  narrow[base + "area=c2;"] = {4'000, 10, 500, 500};
  const auto result = attack_linear(link_tables({table}), 5, &narrow);
  ASSERT_EQ(result.breaches.size(), 1U) << "at most 100 thousand, of which one has 95";
  EXPECT_EQ(result.breaches.front().kind, BreachKind::close);
}

TEST(PrimarySuppression, LeaksToWholeNumbersInTinyRegisters) {
  const TinyUniverse universe;
  int broken = 0;
  std::size_t linear = 0, whole = 0, undecided = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto facts = universe.random_register(seed, 4 + seed % 6);
    const auto exact = count_exactly(facts, universe.matter());
    const auto linked = link_tables(hide_naively(exact, universe.matter().k));
    const auto result = attack_by_brute_force(linked, universe.kinds(), universe.matter().k, exact.truth);
    broken += result.breaches.empty() ? 0 : 1;
    whole += result.breaches.size();
    undecided += result.undecided;
    linear += attack_linear(linked, universe.matter().k).breaches.size();
  }
  EXPECT_GE(broken, 25);
  EXPECT_GE(whole, linear) << "whole persons leave less room than fractions of them";
  EXPECT_EQ(undecided, 0U);
}

}  // namespace
}  // namespace raccordo::attackers
