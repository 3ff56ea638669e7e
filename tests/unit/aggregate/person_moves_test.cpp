// Exchanges, relocations and transfers, each on a register whose possible participants are known.
#include <gmock/gmock.h>

#include <algorithm>

#include "aggregate/witness/moves/exchange_in.hpp"
#include "aggregate/witness/moves/exchange_out.hpp"
#include "aggregate/witness/moves/relocation_in.hpp"
#include "aggregate/witness/moves/relocation_out.hpp"
#include "aggregate/witness/moves/transfer_in.hpp"
#include "aggregate/witness/moves/transfer_out.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::PersonNo;
using aggregate::Step;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::UnorderedElementsAre;

constexpr double kAnyCost = 1e9;  // accepts the first neighbour found, whatever its cost
constexpr std::size_t kTerritory = 0, kArea = 1, kNeed = 1;
const Codes kHere = {{"territory", "016001"}, {"area", "minori"}};
const Codes kCorner = {{"territory", "016002"}, {"area", "disabili"}};

model::ExtractDefinition persons_by(std::vector<model::DimensionChoice> by) {
  return extract_by(Measure::persons, When::active_during, std::move(by));
}

class ExchangeOutTest : public MoveScene {
 protected:
  ExchangeOutTest() { leaver_ = join(1, "016001", "minori"); }
  aggregate::ExchangeOut move() { return {space(), pools(), target(), likeness(), exchange()}; }
  Step step(double estimate = 0) {
    return {{&leaver_, 1}, 0, quad({kTerritory, "016002"}, {kArea, "disabili"}, estimate)};
  }
  const Catalogue catalogue_{persons_by({by(TerritoryLevel::comune), by(Dimension::area)})};
  PersonNo leaver_;
};

TEST_F(ExchangeOutTest, SwapsTheComuneWithAPersonOfTheOppositeCorner) {
  const auto partner = join(1, "016002", "disabili");
  const auto other = join(1, "016002", "disabili");  // or the corner would become empty
  assemble(catalogue_);
  aim(cell(kHere), {-1}, {other});
  ASSERT_TRUE(move().fits(step()));
  move().propose(step(), ranking());
  EXPECT_THAT(changed(), UnorderedElementsAre(leaver_, partner));
  EXPECT_TRUE(would_stand(leaver_, cell({{"territory", "016002"}, {"area", "minori"}})));
  EXPECT_TRUE(would_stand(partner, cell({{"territory", "016001"}, {"area", "disabili"}})));
}

TEST_F(ExchangeOutTest, OffersNothingIfTheOppositeCornerIsEmpty) {
  join(3, "016002", "anziani");
  assemble(catalogue_);
  aim(cell(kHere), {-1});
  move().propose(step(), ranking());
  EXPECT_EQ(ranking().offers(), 0);
}

TEST_F(ExchangeOutTest, OffersThePartnerWithEqualValuesInOtherTablesFirst) {
  join(30, "016002", "disabili", "M");
  const auto alike = join(1, "016002", "disabili", "F");
  assemble({catalogue_.front(), persons_by({by(TerritoryLevel::comune), by(Dimension::sex)})});
  aim(cell(kHere), {-1});
  move().propose(step(kAnyCost), ranking());
  EXPECT_EQ(ranking().offers(), 1);
  EXPECT_THAT(changed(), UnorderedElementsAre(leaver_, alike));
}

TEST_F(ExchangeOutTest, RefusesAPartnerWhoIsAloneInTheOppositeCorner) {
  join(1, "016002", "disabili");
  assemble(catalogue_);
  aim(cell(kHere), {-1});
  move().propose(step(), ranking());
  EXPECT_GT(ranking().offers(), 0);
  EXPECT_FALSE(ranking().has_found()) << "the corner would be empty, which its person knows to be wrong";
}

TEST_F(ExchangeOutTest, AppliesOnlyToAQuadAndAChangeableLeaver) {
  assemble(catalogue_);
  aim(cell(kHere), {-1});
  EXPECT_TRUE(move().fits(step()));
  EXPECT_FALSE(move().fits({{&leaver_, 1}, 0, line({kTerritory, "016002"})}));
  EXPECT_FALSE(move().fits({{}, 1, step().to}));
  aim(cell(kHere), {-1}, {leaver_});
  EXPECT_FALSE(move().fits(step()));
}

TEST_F(MoveScene, ExchangeInBringsAPersonInAndSendsAnotherToTheOppositeCorner) {
  const auto own = join(1, "016001", "minori");
  const auto comer = join(2, "016002", "minori");
  const auto goer = join(2, "016001", "disabili");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {1}, {own, comer + 1, goer + 1});
  aggregate::ExchangeIn move(pools(), target(), values(), likeness(), exchange());
  const Step step{{}, 1, quad({kTerritory, "016002"}, {kArea, "disabili"})};
  ASSERT_TRUE(move.fits(step));
  move.propose(step, ranking());
  EXPECT_THAT(changed(), UnorderedElementsAre(comer, goer));
  EXPECT_TRUE(would_stand(comer, cell(kHere)));
  EXPECT_TRUE(would_stand(goer, cell(kCorner)));
}

TEST_F(MoveScene, ExchangeInOffersNothingIfOneCornerIsEmpty) {
  join(1, "016001", "minori");
  join(5, "016002", "minori");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {1});
  aggregate::ExchangeIn(pools(), target(), values(), likeness(), exchange())
      .propose({{}, 1, quad({kTerritory, "016002"}, {kArea, "disabili"})}, ranking());
  EXPECT_EQ(ranking().offers(), 0);
}

TEST_F(MoveScene, RelocationOutMovesOnlyThePersonToTheOtherCategory) {
  const auto leaver = join(1, "016001", "minori");
  join(6, "016002", "minori");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {-1});
  aggregate::RelocationOut move(space(), pools(), target(), values());
  const Step step{{&leaver, 1}, 0, line({kTerritory, "016002"})};
  ASSERT_TRUE(move.fits(step));
  move.propose(step, ranking());
  EXPECT_THAT(changed(), UnorderedElementsAre(leaver));
  EXPECT_TRUE(would_stand(leaver, cell({{"territory", "016002"}, {"area", "minori"}})));
  EXPECT_EQ(ranking().offers(), 1) << "all have the same value";
}

TEST_F(MoveScene, RelocationOutOffersNothingIfNobodyHasTheOtherCategory) {
  const auto leaver = join(1, "016001", "minori");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {-1});
  aggregate::RelocationOut(space(), pools(), target(), values())
      .propose({{&leaver, 1}, 0, line({kTerritory, "016002"})}, ranking());
  EXPECT_EQ(ranking().offers(), 0);
}

TEST_F(MoveScene, RelocationInMovesAPersonOfTheOtherCategoryIntoTheCell) {
  const auto own = join(1, "016001", "minori");
  const auto first = join(6, "016002", "minori");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {1}, {own, first});
  aggregate::RelocationIn move(pools(), target(), values());
  const Step step{{}, 1, line({kTerritory, "016002"})};
  ASSERT_TRUE(move.fits(step));
  move.propose(step, ranking());
  ASSERT_EQ(changed().size(), 1U);
  EXPECT_GT(changed().front(), first) << "the first is barred";
  EXPECT_TRUE(would_stand(changed().front(), cell(kHere)));
}

TEST_F(MoveScene, RelocationInOffersAtMostEightComers) {
  const auto own = join(1, "016001", "minori");
  join(20, "016002", "minori");
  assemble({persons_by({by(TerritoryLevel::comune), by(Dimension::area)})});
  aim(cell(kHere), {1}, {own});
  aggregate::RelocationIn(pools(), target(), values())
      .propose({{}, 1, line({kTerritory, "016002"})}, ranking());
  EXPECT_EQ(ranking().offers(), 8);
}

const Codes kNeedHere = {{"territory", "alfa"}, {"need", "casa"}};
const Codes kNeedThere = {{"territory", "beta"}, {"need", "casa"}};

class TransferTest : public MoveScene {
 protected:
  PersonNo with_needs(std::string_view owner, std::initializer_list<std::string_view> needs) {
    const auto person = join(1, owner, "anziani");
    for (const auto need : needs) given_.need(need);
    return person;
  }
  const Catalogue catalogue_{persons_by({by(TerritoryLevel::ambito), by(Dimension::need)})};
};

TEST_F(TransferTest, OutDropsTheNeedAndAnotherPersonGetsIt) {
  const auto leaver = with_needs("016001", {"casa", "lavoro"});
  const auto partner = with_needs("016004", {"lavoro"});
  assemble(catalogue_);
  aim(cell(kNeedHere), {-1});
  aggregate::TransferOut move(space(), pools(), target(), values());
  const Step step{{&leaver, 1}, 0, transfer(kNeed, {kTerritory, "beta"})};
  ASSERT_TRUE(move.fits(step));
  move.propose(step, ranking());
  EXPECT_THAT(changed(), UnorderedElementsAre(leaver, partner));
  EXPECT_FALSE(would_stand(leaver, cell(kNeedHere)));
  EXPECT_TRUE(would_stand(leaver, cell({{"territory", "alfa"}, {"need", "lavoro"}})));
  EXPECT_TRUE(would_stand(partner, cell(kNeedThere)));
}

TEST_F(TransferTest, OutOffersNothingIfNobodyLivesThere) {
  const auto leaver = with_needs("016001", {"casa"});
  assemble(catalogue_);
  aim(cell(kNeedHere), {-1});
  aggregate::TransferOut(space(), pools(), target(), values())
      .propose({{&leaver, 1}, 0, transfer(kNeed, {kTerritory, "beta"})}, ranking());
  EXPECT_EQ(ranking().offers(), 0);
}

TEST_F(TransferTest, InAddsTheNeedToANeighbourAndDropsItElsewhere) {
  const auto own = with_needs("016001", {"casa"});
  const auto comer = with_needs("016001", {"lavoro"});
  const auto goer = with_needs("016004", {"casa", "lavoro"});
  const auto other = with_needs("016004", {"casa"});
  assemble(catalogue_);
  aim(cell(kNeedHere), {1}, {own, other});
  aggregate::TransferIn move(pools(), target(), values());
  const Step step{{}, 1, transfer(kNeed, {kTerritory, "beta"})};
  ASSERT_TRUE(move.fits(step));
  move.propose(step, ranking());
  EXPECT_THAT(changed(), UnorderedElementsAre(comer, goer));
  EXPECT_TRUE(would_stand(comer, cell(kNeedHere)));
  EXPECT_FALSE(would_stand(goer, cell(kNeedThere)));
}

}  // namespace
}  // namespace raccordo::tests
