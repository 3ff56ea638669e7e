#include "aggregate/witness/settlement.hpp"

#include <gtest/gtest.h>

#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::kNoAmount;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr std::uint32_t kPaid = 0, kTaker = 1, kUnpaid = 2, kPaidTwice = 3;

class SettlementTest : public ::testing::Test {
 protected:
  SettlementTest() {
    pay(open("016001"), 100'00);
    pay(open("016001"), 250'00);
    open("016004");
    pay(open("016004"), 70'00);
    given_.open(kPaidTwice, "016001");
    pay(given_.intervene("disabili", "", "2017-05-01"), 80'00);
  }
  model::InterventionFacts& open(std::string_view owner) {
    given_.open(given_.person("F", "1940-01-01"), owner);
    return given_.intervene("minori", "", "2017-05-01");
  }
  static void pay(model::InterventionFacts& intervention, std::int64_t cents) {
    intervention.has_amount = true;
    intervention.amount_cents = cents;
  }
  /// Is the exchange settled, and by which edits?
  bool settle(std::uint32_t one, std::uint32_t other, std::vector<aggregate::Edit>& edits,
              std::uint32_t unmoved = 99) {
    const auto period = year(2017);
    const auto scheme = small_scheme();
    auto plans = aggregate::plan_tables(
        {extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)})},
        scheme, period);
    aggregate::count_planned(*plans, given_.facts);
    const aggregate::CellSpace space(*plans);
    const aggregate::Register people(given_.facts);
    aggregate::PersonCounter counter(*plans, given_.facts.codes);
    const aggregate::Pools pools(*plans, given_.facts, people, counter, "key", 5);
    const std::vector<aggregate::Layer> layers{{"", period, {}, {}, scheme, {}, {}, ""}};
    const aggregate::Plausibility plausibility({given_.facts, {}, layers, {}}, *plans, counter);
    const aggregate::HiddenCells hidden(space.size());
    aggregate::Draft draft(space, people, counter, plausibility, hidden);
    draft.open(space.first_cell(0), {});
    aggregate::Settlement settlement(space, people, counter, pools, draft);
    concerns_need_ = settlement.concerns(Attribute::need);
    concerns_owner_ = settlement.concerns(Attribute::owner);
    return settlement.settle(
        one, other, [&](std::uint32_t person) { return person != unmoved; }, edits);
  }

  SmallRegister given_;
  bool concerns_need_ = true, concerns_owner_ = false;
};

TEST_F(SettlementTest, MovesTheAmountToAnotherPersonOfTheSameCell) {
  std::vector<aggregate::Edit> edits;
  ASSERT_TRUE(settle(kPaid, kUnpaid, edits));
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[0].person, kPaid);
  EXPECT_EQ(edits[0].to, kNoAmount);
  EXPECT_EQ(edits[1].person, kTaker);
  EXPECT_EQ(edits[1].from, 250'00);
  EXPECT_EQ(edits[1].to, 350'00);
}

TEST_F(SettlementTest, DoesNothingForPersonsWithoutAmounts) {
  std::vector<aggregate::Edit> edits;
  EXPECT_TRUE(settle(kUnpaid, kUnpaid, edits));
  EXPECT_TRUE(edits.empty());
}

TEST_F(SettlementTest, FailsIfNobodyMayReceiveTheAmount) {
  std::vector<aggregate::Edit> edits;
  EXPECT_FALSE(settle(kPaid, kUnpaid, edits, kTaker));
}

TEST_F(SettlementTest, FailsForAmountsInTwoCells) {
  std::vector<aggregate::Edit> edits;
  EXPECT_FALSE(settle(kPaidTwice, kUnpaid, edits));
}

TEST_F(SettlementTest, AppliesOnlyToAttributesOfSums) {
  std::vector<aggregate::Edit> edits;
  settle(kUnpaid, kUnpaid, edits);
  EXPECT_TRUE(concerns_owner_);
  EXPECT_FALSE(concerns_need_);
}

}  // namespace
}  // namespace raccordo::tests
