// The searches that use the moves: their results for a cell, with and without a fixed place.
#include "aggregate/witness/witness_search.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "aggregate/witness/found_witness.hpp"
#include "aggregate/witness/money_search.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Goal;
using aggregate::PersonNo;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

const Codes kHere = {{"territory", "016001"}, {"area", "minori"}};

class WitnessSearchTest : public MoveScene {
 protected:
  void assemble_by_comune_and_area() {
    assemble({extract_by(Measure::persons, When::active_during,
                         {by(TerritoryLevel::comune), by(Dimension::area)})});
  }
  aggregate::WitnessSearch search() { return {space(), people(), counter(), pools(), hidden(), draft()}; }
  /// Two persons in the cell, and enough in the cells around it for every exchange.
  PersonNo join_two_and_many() {
    const auto first = join(2, "016001", "minori");
    for (const auto* comune : {"016001", "016002", "016003"}) {
      for (const auto* area : {"anziani", "disabili"}) join(12, comune, area);
    }
    join(12, "016002", "minori");
    return first;
  }
};

TEST_F(WitnessSearchTest, EmptyMovesEveryPersonByExchangesThatKeepTheTotals) {
  const auto first = join_two_and_many();
  assemble_by_comune_and_area();
  const auto found = search().empty(cell(kHere), {}, std::nullopt);
  EXPECT_EQ(found.proof.goal, Goal::empties);
  EXPECT_EQ(draft().persons(), -2);
  EXPECT_EQ(found.breaches, 0);
  for (const auto total : {cell({}), cell({{"territory", "016001"}}), cell({{"area", "minori"}})}) {
    EXPECT_THAT(found.changed, ::testing::Not(::testing::Contains(total)));
  }
  EXPECT_THAT(found.proof.witness.edits,
              ::testing::Contains(::testing::Field(&aggregate::Edit::person, first)));
}

TEST_F(WitnessSearchTest, EmptyDoesNotChangeTheSparedPerson) {
  const auto first = join_two_and_many();
  assemble_by_comune_and_area();
  const auto found = search().empty(cell(kHere), {}, first);
  EXPECT_EQ(found.proof.goal, Goal::isolates);
  EXPECT_EQ(draft().persons(), -1);
  for (const auto& edit : found.proof.witness.edits) EXPECT_NE(edit.person, first);
}

TEST_F(WitnessSearchTest, EmptyRemovesThePersonsIfNobodyCanExchange) {
  join(2, "016001", "minori");
  assemble_by_comune_and_area();
  const auto found = search().empty(cell(kHere), {}, std::nullopt);
  ASSERT_EQ(found.proof.witness.edits.size(), 2U);
  for (const auto& edit : found.proof.witness.edits) EXPECT_EQ(edit.attribute, Attribute::presence);
}

TEST_F(WitnessSearchTest, EmptyCostsInfinitelyIfItMustKeepToAPlaceWithoutPartners) {
  join(2, "016001", "minori");
  assemble_by_comune_and_area();
  auto one = search();
  one.keep_to(line({0, "016006"}));
  EXPECT_TRUE(std::isinf(one.empty(cell(kHere), {}, std::nullopt).cost));
  EXPECT_TRUE(std::isinf(one.fill(cell(kHere), {}).cost));
  one.keep_to(std::nullopt);
  EXPECT_FALSE(std::isinf(one.empty(cell(kHere), {}, std::nullopt).cost));
}

TEST(FoundWitness, HasInfiniteCostIfNoneWasFound) {
  EXPECT_GT(aggregate::no_witness().cost, aggregate::kBreach * 1e6);
  EXPECT_EQ(aggregate::no_witness(1).breaches, 1);
}

TEST_F(WitnessSearchTest, FillBringsInOneMoreThanKForACellOfTwo) {
  const auto first = join_two_and_many();
  assemble_by_comune_and_area();
  const std::vector<PersonNo> own{first, first + 1};
  const auto found = search().fill(cell(kHere), own);
  EXPECT_EQ(found.proof.goal, Goal::fills);
  EXPECT_EQ(draft().persons(), 6 - 2);
  for (const auto& edit : found.proof.witness.edits) EXPECT_GT(edit.person, first + 1);
}

TEST_F(WitnessSearchTest, FillDuplicatesThePersonIfThereIsNobodyElse) {
  join(1, "016001", "minori");
  assemble_by_comune_and_area();
  const auto found = search().fill(cell(kHere), {});
  ASSERT_EQ(found.proof.witness.edits.size(), 1U);
  EXPECT_EQ(found.proof.witness.edits.front().attribute, Attribute::presence);
  EXPECT_EQ(found.proof.witness.edits.front().to, 5);
}

TEST_F(WitnessSearchTest, RemoveInOneLayerRemovesThePersonsThereOnly) {
  join(2, "016001", "minori", "F", "2016-02-01");
  for (auto& item : given_.facts.cases) item.last_layer = 1;
  assemble({extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})},
           {2016, 2017});
  auto one = search();
  one.keep_to_layers({1, 1});
  const auto found = one.remove(cell({{"territory", "016001"}}, 1), std::nullopt);
  EXPECT_THAT(found.changed, ::testing::Not(::testing::Contains(cell({{"territory", "016001"}}, 0))));
  EXPECT_THAT(found.changed, ::testing::Contains(cell({{"territory", "016001"}}, 1)));
}

TEST_F(WitnessSearchTest, MoneyEmptyKeepsEveryCountAndTheSumOfTheArea) {
  const auto pay = [&](std::string_view owner, std::int64_t cents) {
    join(1, owner, "minori");
    given_.facts.cases.back().interventions.front().has_amount = true;
    given_.facts.cases.back().interventions.front().amount_cents = cents;
  };
  pay("016001", 90'00);
  for (int i = 0; i < 6; ++i) pay("016004", 500'00);
  assemble(
      {extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)}),
       extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::area)})});
  aggregate::MoneySearch money(space(), people(), counter(), pools(), hidden(), draft());
  const auto here = cell({{"territory", "alfa"}, {"area", "minori"}});
  const auto found = money.empty(here, {}, std::nullopt);
  ASSERT_TRUE(found);
  EXPECT_THAT(found->changed, ::testing::Contains(here));
  EXPECT_THAT(found->changed, ::testing::Not(::testing::Contains(cell({{"area", "minori"}}))));
  for (const auto changed : found->changed) EXPECT_LT(changed, space().first_cell(1));
  EXPECT_FALSE(money.fill(here, {})) << "nobody there has no amount";
}

TEST_F(WitnessSearchTest, MoneyShiftMultipliesThePersonWhoHasNoAmountThatCanRise) {
  join(1, "016001", "minori");
  assemble(
      {extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)})});
  aggregate::MoneySearch money(space(), people(), counter(), pools(), hidden(), draft());
  const aggregate::LargestShares none{0, 0, 0};
  const auto found =
      money.shift(cell({{"territory", "alfa"}, {"area", "minori"}}), none, Goal::raises_sum, {5, 10});
  EXPECT_EQ(found.proof.goal, Goal::raises_sum);
}

}  // namespace
}  // namespace raccordo::tests
