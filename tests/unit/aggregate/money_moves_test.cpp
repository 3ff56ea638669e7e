// The moves of amounts: they change amounts and no persons.
#include <gmock/gmock.h>

#include <numeric>

#include "aggregate/witness/moves/amount_in.hpp"
#include "aggregate/witness/moves/amount_out.hpp"
#include "aggregate/witness/moves/amount_shift.hpp"
#include "aggregate/witness/moves/largest_amount.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::kNoAmount;
using aggregate::PersonNo;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

const Codes kHere = {{"territory", "alfa"}, {"area", "minori"}};
const Codes kBeside = {{"territory", "beta"}, {"area", "minori"}};

class MoneyMoves : public MoveScene {
 protected:
  PersonNo pay(std::string_view owner, std::string_view area, std::int64_t cents) {
    const auto person = join(1, owner, area);
    given_.facts.cases.back().interventions.front().has_amount = true;
    given_.facts.cases.back().interventions.front().amount_cents = cents;
    return person;
  }
  void begin(Codes codes, const std::vector<PersonNo>& barred = {}) {
    assemble({extract_by(Measure::amount, When::opened_during,
                         {by(TerritoryLevel::ambito), by(Dimension::area)})});
    shift_ = std::make_unique<aggregate::AmountShift>(space(), people(), pools(), target(), neighbourhood(),
                                                      draft());
    aim(cell(codes), {}, barred);
  }
  /// Sum of the changes of all amounts by the best offer; an absent amount counts as 0.
  std::int64_t sum_of_changes() {
    std::int64_t sum = 0;
    for (const auto& edit : ranking().best()) {
      sum += (edit.to == kNoAmount ? 0 : edit.to) - (edit.from == kNoAmount ? 0 : edit.from);
    }
    return sum;
  }
  std::unique_ptr<aggregate::AmountShift> shift_;
};

TEST_F(MoneyMoves, AmountOutRemovesTheAmountsAndAddsThemToOthersOfTheArea) {
  const auto one = pay("016001", "minori", 90'00);
  const auto other = pay("016003", "minori", 80'00);
  for (int i = 0; i < 6; ++i) pay("016004", "minori", 500'00);
  begin(kHere);
  const std::vector<PersonNo> leaving{one, other};
  aggregate::AmountOut move(target(), draft(), *shift_);
  ASSERT_TRUE(move.fits({leaving}));
  move.propose({leaving}, ranking());
  ASSERT_TRUE(ranking().has_found());
  EXPECT_FALSE(would_stand(one, cell(kHere)));
  EXPECT_FALSE(would_stand(other, cell(kHere)));
  EXPECT_EQ(sum_of_changes(), 0) << "the sum of the area stays";
}

TEST_F(MoneyMoves, AmountOutOffersOnlyTheChangeIfNobodyCanReceiveTheAmount) {
  const auto one = pay("016001", "minori", 90'00);
  begin(kHere);
  aggregate::AmountOut(target(), draft(), *shift_).propose({{&one, 1}}, ranking());
  ASSERT_EQ(ranking().best().size(), 1U);
  EXPECT_EQ(ranking().best().front().to, kNoAmount);
}

TEST_F(MoneyMoves, AmountOutKeepsAnAmountOfAnotherCell) {
  const auto one = pay("016001", "minori", 90'00);
  given_.open(one, "016004");
  auto& elsewhere = given_.intervene("minori", "");
  elsewhere.has_amount = true;
  elsewhere.amount_cents = 55'00;
  begin(kHere);
  aggregate::AmountOut(target(), draft(), *shift_).propose({{&one, 1}}, ranking());
  ASSERT_TRUE(ranking().has_found());
  EXPECT_TRUE(would_stand(one, cell(kBeside)));
  for (const auto& edit : ranking().best()) EXPECT_EQ(edit.from, 90'00);
}

TEST_F(MoneyMoves, AmountOutDoesNotFitIfOneOfThePersonsIsBarred) {
  const auto one = pay("016001", "minori", 90'00);
  begin(kHere, {one});
  EXPECT_FALSE(aggregate::AmountOut(target(), draft(), *shift_).fits({{&one, 1}}));
}

TEST_F(MoneyMoves, AmountInGivesTheMeanToPersonsWithoutAnAmount) {
  const auto own = pay("016001", "minori", 100'00);
  pay("016001", "minori", 200'00);
  const auto comer = join(1, "016001", "minori");
  for (int i = 0; i < 6; ++i) pay("016004", "minori", 500'00);
  begin(kHere, {own});
  aggregate::AmountIn move(space(), pools(), target(), draft(), *shift_);
  ASSERT_TRUE(move.fits({{}, 1}));
  move.propose({{}, 1}, ranking());
  ASSERT_TRUE(ranking().has_found());
  EXPECT_EQ(ranking().best().front().person, comer);
  EXPECT_EQ(ranking().best().front().to, 150'00);
  EXPECT_TRUE(would_stand(comer, cell(kHere)));
}

TEST_F(MoneyMoves, AmountInOffersNothingIfTooFewHaveNoAmount) {
  pay("016001", "minori", 100'00);
  join(1, "016001", "minori");
  begin(kHere);
  aggregate::AmountIn(space(), pools(), target(), draft(), *shift_).propose({{}, 2}, ranking());
  EXPECT_FALSE(ranking().has_found());
}

TEST_F(MoneyMoves, LargestAmountRisesOrFallsByPPercentAndTheSumOfTheAreaStays) {
  const auto largest = pay("016001", "minori", 9000'00);
  for (int i = 0; i < 6; ++i) pay("016001", "minori", 1'00);
  for (int i = 0; i < 6; ++i) pay("016004", "minori", 2000'00);
  const aggregate::LargestShares shares{9000'00, 1'00, largest};
  const aggregate::Rules rules{5, 10};
  for (const auto goal : {aggregate::Goal::raises_sum, aggregate::Goal::lowers_sum}) {
    begin(kHere);
    aggregate::LargestAmount move(target(), *shift_, shares, goal, rules);
    ASSERT_TRUE(move.fits({}));
    move.propose({}, ranking());
    ASSERT_FALSE(ranking().best().empty());
    EXPECT_EQ(ranking().best().front().person, largest);
    EXPECT_EQ(ranking().best().front().to, goal == aggregate::Goal::raises_sum ? 9900'00 : 8100'00);
    EXPECT_EQ(sum_of_changes(), 0);
  }
}

TEST_F(MoneyMoves, LargestAmountScalesAllAmountsIfNoneOfThemSuffices) {
  const auto largest = pay("016001", "minori", 50'00);
  for (int i = 1; i < 30; ++i) {
    given_.open(largest, "016001");
    auto& more = given_.intervene("minori", "");
    more.has_amount = true;
    more.amount_cents = 50'00 + i * 1'00;
  }
  begin(kHere);
  const std::int64_t sum = 30 * 50'00 + 29 * 30 / 2 * 1'00;
  const aggregate::LargestShares shares{sum, 0, largest};
  aggregate::LargestAmount(target(), *shift_, shares, aggregate::Goal::lowers_sum, {5, 10})
      .propose({}, ranking());
  EXPECT_EQ(ranking().best().size(), 30U);
  EXPECT_LE(sum_of_changes(), -sum / 10);
}

}  // namespace
}  // namespace raccordo::tests
