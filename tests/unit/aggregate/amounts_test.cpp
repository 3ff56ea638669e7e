// The p% rule, and witnesses for sums of amounts.
#include <gtest/gtest.h>

#include "aggregate/layers/largest_shares.hpp"
#include "support/protected_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Goal;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

void pay(SmallRegister& given, std::string_view owner, std::string_view area,
         std::vector<std::int64_t> cents) {
  for (const auto amount : cents) {
    given.open(given.person("F", "1940-01-01"), owner);
    auto& intervention = given.intervene(area, "", "2017-05-01");
    intervention.has_amount = true;
    intervention.amount_cents = amount;
  }
}

std::vector<model::ExtractDefinition> amounts() {
  return {
      extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)}),
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::area)})};
}

/// Twelve equal contributions in each of four cells, and one more cell, which is tested.
SmallRegister even_register() {
  SmallRegister given;
  for (const auto* owner : {"016001", "016004", "016006"}) {
    for (const auto* area : {"anziani", "disabili"}) {
      std::vector<std::int64_t> cents;
      for (int i = 0; i < 12; ++i) cents.push_back(500'00 + i * 1'37);
      pay(given, owner, area, cents);
    }
  }
  return given;
}

TEST(DominatedSum, IsASumWhoseRestIsLessThanPPercentOfTheLargest) {
  const aggregate::Rules rules{5, 10};
  const aggregate::LargestShares shares{1000, 500, 0};
  EXPECT_TRUE(aggregate::is_dominated({1000 + 500 + 99, 7}, shares, rules));
  EXPECT_FALSE(aggregate::is_dominated({1000 + 500 + 100, 7}, shares, rules));
  // Cells of fewer than k persons are sensitive because of that number.
  EXPECT_FALSE(aggregate::is_dominated({1000 + 500 + 99, 4}, shares, rules));
  EXPECT_TRUE(aggregate::is_dominated({1000 + 500 + 99, 5}, shares, rules));
  EXPECT_FALSE(aggregate::is_dominated({1000 + 500 + 99, 7}, shares, {5, 0}));
  EXPECT_FALSE(aggregate::is_dominated({0, 7}, {0, 0, 0}, rules));
}

TEST(DominatedSum, MovesByPPercentRoundedUp) {
  EXPECT_EQ(aggregate::least_shift({1000, 0, 0}, {5, 10}), 100);
  EXPECT_EQ(aggregate::least_shift({1001, 0, 0}, {5, 10}), 101);
}

TEST(SmallSum, KeepsAmountsOfItsPersonsInOtherCells) {
  auto given = even_register();
  pay(given, "016006", "minori", std::vector<std::int64_t>(12, 400'00));
  pay(given, "016001", "minori", std::vector<std::int64_t>(12, 400'00));
  for (const auto amount : {90'00, 80'00}) {
    pay(given, "016004", "minori", {amount});
    const auto person = given.facts.cases.back().person;
    given.open(person, "016001");
    auto& elsewhere = given.intervene("minori", "", "2017-06-01");
    elsewhere.has_amount = true;
    elsewhere.amount_cents = amount + 3'00;
  }
  const ProtectedRegister result(given, {amounts().front()});
  EXPECT_TRUE(result.hides(0, {{"territory", "beta"}, {"area", "minori"}}));
  EXPECT_FALSE(result.hides(0, {{"territory", "alfa"}, {"area", "minori"}}));
  EXPECT_FALSE(result.hides(0, {}));
  EXPECT_EQ(result.hidden(), 4U);
  EXPECT_EQ(result.audit(), "");
}

TEST(DominatedSum, IsHiddenWithWitnessesOfALargerAndASmallerSum) {
  auto given = even_register();
  pay(given, "016004", "minori", {9000'00, 3'00, 2'00, 2'00, 1'00, 1'00});
  pay(given, "016001", "minori", {700'00, 650'00, 620'00, 610'00, 600'00, 590'00, 580'00});
  const ProtectedRegister result(given, amounts());
  const Codes dominated = {{"territory", "beta"}, {"area", "minori"}};
  EXPECT_TRUE(result.hides(0, dominated));
  EXPECT_FALSE(result.hides(1, dominated));
  EXPECT_FALSE(result.hides(0, {{"territory", "alfa"}, {"area", "anziani"}}) &&
               result.hides(0, {{"territory", "alfa"}, {"area", "disabili"}}));
  const auto cell = result.cell(0, dominated);
  bool raises = false;
  bool lowers = false;
  for (const auto& certificate : result.result.certificates) {
    if (certificate.cell != cell) continue;
    for (const auto& proof : certificate.proofs) {
      raises = raises || proof.goal == Goal::raises_sum;
      lowers = lowers || proof.goal == Goal::lowers_sum;
    }
  }
  EXPECT_TRUE(raises && lowers);
  EXPECT_EQ(result.audit(), "");
}

TEST(DominatedSum, IsProtectedIfTheLargestContributorHasManyEqualAmounts) {
  auto given = even_register();
  const auto person = given.person("M", "1950-01-01");
  for (int i = 0; i < 6; ++i) {
    given.open(person, "016006");
    auto& intervention = given.intervene("minori", "", "2017-05-01");
    intervention.has_amount = true;
    intervention.amount_cents = 3000'00;
  }
  pay(given, "016006", "minori", {1'00, 1'00, 1'00, 1'00, 1'00});
  const ProtectedRegister result(given, amounts());
  EXPECT_TRUE(result.hides(0, {{"territory", "gamma"}, {"area", "minori"}}));
  EXPECT_EQ(result.audit(), "");
}

TEST(DominatedSum, IsHiddenUpToTheTotalIfNothingBalancesIt) {
  SmallRegister given;
  pay(given, "016001", "anziani", {9000'00, 1, 1, 1, 1, 1});
  const ProtectedRegister result(given, amounts());
  EXPECT_TRUE(result.hides(0, {}));
  EXPECT_FALSE(result.hides(1, {}));
  EXPECT_EQ(result.audit(), "");
}

TEST(SmallSum, IsEmptiedByAmountsOnlySoThatNoCountIsHidden) {
  auto given = even_register();
  // The area has more persons, but only two with an amount.
  for (int i = 0; i < 9; ++i) {
    for (const auto* owner : {"016001", "016004"}) {
      given.open(given.person("F", "1940-01-01"), owner);
      given.intervene("minori", "", "2017-05-01");
    }
  }
  pay(given, "016001", "minori", {100'00, 120'00});
  pay(given, "016004", "minori", {200'00, 200'00, 210'00, 220'00, 230'00, 240'00, 250'00});
  const ProtectedRegister result(given, amounts());
  EXPECT_TRUE(result.hides(0, {{"territory", "alfa"}, {"area", "minori"}}));
  EXPECT_FALSE(result.hides(0, {{"area", "minori"}}));
  EXPECT_FALSE(result.hides(0, {{"territory", "alfa"}}));
  for (const auto* ambito : {"alfa", "beta", "gamma"}) {
    EXPECT_FALSE(result.hides(1, {{"territory", ambito}, {"area", "minori"}})) << ambito;
  }
  EXPECT_EQ(result.audit(), "");
}

}  // namespace
}  // namespace raccordo::tests
