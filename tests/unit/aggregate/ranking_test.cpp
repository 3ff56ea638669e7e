// The tools of moves: the ranking of their offers, the target and the persons who may be changed, and the
// values of a person in a category.
#include "aggregate/witness/ranking.hpp"

#include <gmock/gmock.h>

#include "aggregate/witness/category_values.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Edit;
using aggregate::PersonNo;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::ElementsAre;

const Codes kHere = {{"territory", "016001"}};

class RankingTest : public MoveScene {
 protected:
  RankingTest() {
    first_ = join(3, "016001", "anziani");
    for (const auto* comune : {"016002", "016003", "016004"}) join(9, comune, "anziani");
    assemble({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})});
    aim(cell(kHere), {-1});
  }
  Edit moved_to(std::string_view comune, PersonNo person) {
    return {person, Attribute::owner, given_.code("016001"), given_.code(comune)};
  }
  PersonNo first_ = 0;
};

TEST_F(RankingTest, KeepsTheCheaperOfTwoOffers) {
  ranking().offer({moved_to("016004", first_)});  // into another Ambito and district
  const auto dear = ranking().cost();
  ranking().offer({moved_to("016002", first_)});  // within the group
  EXPECT_LT(ranking().cost(), dear);
  EXPECT_EQ(ranking().best().front().to, given_.code("016002"));
  ranking().offer({moved_to("016004", first_ + 1)});
  EXPECT_EQ(ranking().best().front().person, first_);
}

TEST_F(RankingTest, KeepsTheFirstOfTwoThatCostTheSame) {
  ranking().offer({moved_to("016002", first_ + 1)});
  ranking().offer({moved_to("016002", first_)});
  EXPECT_EQ(ranking().best().front().person, first_ + 1);
  EXPECT_EQ(ranking().offers(), 2);
}

TEST_F(RankingTest, RefusesOffersThatChangeTooManyOrTooFewPersons) {
  ranking().offer({moved_to("016002", first_), moved_to("016002", first_ + 1)});
  EXPECT_FALSE(ranking().has_found());
  EXPECT_FALSE(ranking().adopt_best());
  ranking().begin({-2}, aggregate::kEveryLayer);
  ranking().offer({moved_to("016002", first_), moved_to("016002", first_ + 1)});
  EXPECT_TRUE(ranking().adopt_best());
  EXPECT_EQ(draft().persons(), -2);
}

TEST_F(RankingTest, RefusesOffersWithTheWrongEffectOnTheCell) {
  ranking().begin({{}, 1}, aggregate::kEveryLayer);
  ranking().offer({moved_to("016002", first_)});
  EXPECT_FALSE(ranking().has_found());
  ranking().begin({{}, -1}, aggregate::kEveryLayer);
  ranking().offer({moved_to("016002", first_)});
  EXPECT_TRUE(ranking().has_found());
}

TEST_F(RankingTest, IsExhaustedAfter1500OffersOr300OnceOneIsAcceptable) {
  for (int i = 0; i < 1499; ++i) ranking().offer({});
  EXPECT_FALSE(ranking().is_exhausted());
  ranking().offer({});
  EXPECT_TRUE(ranking().is_exhausted());
  ranking().forget_offers();
  ranking().offer({moved_to("016002", first_)});
  for (int i = 0; i < 298; ++i) ranking().offer({});
  EXPECT_FALSE(ranking().is_exhausted());
  ranking().offer({});
  EXPECT_TRUE(ranking().is_exhausted());
}

TEST_F(RankingTest, IsGoodEnoughForANeighbourThatCannotCostLess) {
  EXPECT_FALSE(ranking().is_good_enough({0, 0, 1, 1, 1e9})) << "nothing was found";
  ranking().offer({moved_to("016002", first_)});
  EXPECT_TRUE(ranking().is_good_enough({0, 0, 1, 1, ranking().cost()}));
  EXPECT_FALSE(ranking().is_good_enough({0, 0, 1, 1, ranking().cost() / 2}));
}

TEST_F(RankingTest, WritesItsReleasesIntoEveryEdit) {
  ranking().begin({}, {0, 0});
  ranking().offer({moved_to("016002", first_)});
  EXPECT_EQ(ranking().best().front().layers, (aggregate::LayerSpan{0, 0}));
}

TEST_F(RankingTest, TargetExcludesBarredChangedAndSparedPersons) {
  const std::vector<PersonNo> barred{first_};
  target().aim(cell(kHere), barred, first_ + 1);
  EXPECT_FALSE(target().may_change(first_));
  EXPECT_FALSE(target().may_change(first_ + 1));
  EXPECT_TRUE(target().may_change(first_ + 2));
  const auto edit = moved_to("016002", first_ + 2);
  draft().adopt({&edit, 1});
  EXPECT_FALSE(target().may_change(first_ + 2));
}

TEST_F(RankingTest, TargetExcludesItsOwnPersonsAsPartners) {
  EXPECT_TRUE(target().may_change(first_));
  EXPECT_FALSE(target().may_help(first_));
  EXPECT_TRUE(target().may_help(first_ + 3));
}

TEST_F(RankingTest, CategoryValuesListsTheValuesBelowTheCategory) {
  const auto person = join(1, "016001", "anziani");
  given_.open(person, "016002");
  given_.open(person, "016004");
  assemble({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})});
  const auto category = [&](std::string_view code) { return line({0, code}).first_category; };
  EXPECT_EQ(values().attribute(0, 0), Attribute::owner);
  EXPECT_THAT(values().list(0, 0, person, category("alfa")),
              ElementsAre(given_.code("016001"), given_.code("016002")));
  EXPECT_THAT(values().list(0, 0, person, category("016004")), ElementsAre(given_.code("016004")));
  EXPECT_TRUE(values().list(0, 0, person, category("gamma")).empty());
}

TEST_F(RankingTest, AddEditsRepeatsTheLastValueForTheRemainingPersons) {
  std::vector<Edit> edits;
  aggregate::add_edits(edits, first_, Attribute::owner, {1, 2, 3}, {7, 8});
  ASSERT_EQ(edits.size(), 3U);
  EXPECT_EQ(edits[0].to, 7);
  EXPECT_EQ(edits[1].to, 8);
  EXPECT_EQ(edits[2].to, 8);
}

}  // namespace
}  // namespace raccordo::tests
