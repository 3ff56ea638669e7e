// LeaverSwap: a person who left between two releases changes places with one who stayed.
#include "aggregate/witness/moves/leaver_swap.hpp"

#include <gmock/gmock.h>

#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::PersonNo;
using aggregate::Step;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::UnorderedElementsAre;

const Codes kHere = {{"territory", "016001"}};
const Codes kThere = {{"territory", "016002"}};

class LeaverSwapTest : public MoveScene {
 protected:
  aggregate::LeaverSwap move() {
    return {space(), people(), pools(), draft(), target(), values(), neighbourhood(), likeness(), exchange()};
  }
  void propose(PersonNo leaver) {
    aim(difference(0), {-1}, barred_from_help_ ? std::vector{*barred_from_help_} : std::vector<PersonNo>());
    target().look_round(space().difference(difference(0)).parts.front());
    move().propose({{&leaver, 1}}, ranking());
  }
  /// A person of both releases, 2016 and 2017.
  PersonNo stay(std::string_view owner, std::string_view sex = "F") {
    const auto person = join(1, owner, "anziani", sex, "2016-02-01");
    given_.facts.cases.back().last_layer = 1;
    return person;
  }
  /// Remains in the stayer's Comune, which would otherwise be empty.
  std::optional<PersonNo> barred_from_help_;
};

TEST_F(LeaverSwapTest, ExchangesTheComuneOfTheLeaverWithThatOfAStayer) {
  const auto leaver = join(1, "016001", "anziani", "F", "2016-02-01");
  const auto stayer = stay("016002");
  barred_from_help_ = stay("016002");
  assemble({extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})},
           {2016, 2017}, {kHere});
  ASSERT_EQ(space().counted(difference(0)).persons, 1U);
  propose(leaver);
  EXPECT_THAT(changed(), UnorderedElementsAre(leaver, stayer));
  EXPECT_FALSE(would_stand(leaver, difference(0)));
  EXPECT_TRUE(would_stand(leaver, cell(kThere, 0)));
  EXPECT_TRUE(would_stand(stayer, cell(kHere, 0))) << "the earlier release does not change";
  EXPECT_TRUE(would_stand(stayer, cell(kHere, 1)));
}

TEST_F(LeaverSwapTest, ClosesTheStayerInsteadOfTheLeaverIfThatCostsLess) {
  const auto leaver = stay("016001");
  given_.facts.cases.back().closed = day("2016-06-30");
  const auto stayer = stay("016002", "M");
  barred_from_help_ = stay("016002", "M");
  // A table by sex changes if the two exchange Comuni; it does not say who closed.
  assemble(
      {extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)}),
       extract_by(Measure::cases, When::opened_during, {by(TerritoryLevel::comune), by(Dimension::sex)})},
      {2016, 2017}, {kHere});
  propose(leaver);
  ASSERT_TRUE(ranking().has_found());
  for (const auto& edit : ranking().best()) EXPECT_EQ(edit.attribute, Attribute::ending);
  EXPECT_FALSE(would_stand(leaver, difference(0)));
  EXPECT_TRUE(would_stand(leaver, cell(kHere, 2)));
  EXPECT_FALSE(would_stand(stayer, cell(kThere, 2)));
}

TEST_F(LeaverSwapTest, OffersNothingIfNobodyStayed) {
  const auto leaver = join(1, "016001", "anziani", "F", "2016-02-01");
  assemble({extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})},
           {2016, 2017}, {kHere});
  propose(leaver);
  EXPECT_FALSE(ranking().has_found());
}

TEST_F(LeaverSwapTest, DoesNotCountItsOffersAndKeepsTheNeighbourhoodPosition) {
  const auto leaver = join(1, "016001", "anziani", "F", "2016-02-01");
  stay("016002");
  barred_from_help_ = stay("016002");
  assemble({extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})},
           {2016, 2017}, {kHere});
  propose(leaver);
  EXPECT_TRUE(ranking().has_found());
  EXPECT_EQ(ranking().offers(), 0);
  EXPECT_EQ(target().cell(), space().difference(difference(0)).parts.front());
}

TEST_F(LeaverSwapTest, AppliesToDifferencesOnly) {
  const auto leaver = join(1, "016001", "anziani", "F", "2016-02-01");
  assemble({extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})},
           {2016, 2017}, {kHere});
  aim(cell(kHere), {-1});
  EXPECT_FALSE(move().fits({{&leaver, 1}}));
  aim(difference(0), {-1});
  EXPECT_TRUE(move().fits({{&leaver, 1}}));
  EXPECT_FALSE(move().fits({{}, 1}));
}

}  // namespace
}  // namespace raccordo::tests
