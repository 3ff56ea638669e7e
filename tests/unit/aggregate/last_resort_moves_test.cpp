// Removal, duplication and restoration: the offers if no exchange is possible.
#include <gmock/gmock.h>

#include "aggregate/witness/moves/duplication.hpp"
#include "aggregate/witness/moves/removal.hpp"
#include "aggregate/witness/moves/restoration.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::PersonNo;
using aggregate::Step;
using model::Measure;
using model::TerritoryLevel;
using model::When;

const Codes kHere = {{"territory", "016001"}};

std::vector<model::ExtractDefinition> registered_by_comune() {
  return {extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})};
}

TEST_F(MoveScene, RemovalInAllReleasesRemovesAllPersons) {
  const auto first = join(2, "016001", "anziani");
  assemble(registered_by_comune());
  aim(cell(kHere), {-2});
  const std::vector<PersonNo> leaving{first, first + 1};
  aggregate::Removal move;
  ASSERT_TRUE(move.fits({leaving}));
  move.propose({leaving}, ranking());
  ASSERT_EQ(ranking().best().size(), 2U);
  for (const auto& edit : ranking().best()) {
    EXPECT_EQ(edit.attribute, Attribute::presence);
    EXPECT_EQ(edit.to, 0);
    EXPECT_FALSE(would_stand(edit.person, cell(kHere)));
  }
}

TEST_F(MoveScene, RemovalInOneReleaseDoesNotChangeTheOthers) {
  const auto person = join(1, "016001", "anziani", "F", "2015-02-01");
  given_.facts.cases.front().last_layer = 1;
  assemble(registered_by_comune(), {2016, 2017});
  aim(cell(kHere, 1), {-1});
  ranking().begin({-1}, {1, 1});
  aggregate::Removal move;
  move.keep_to_layers({1, 1});
  move.propose({{&person, 1}}, ranking());
  ASSERT_TRUE(ranking().has_found());
  EXPECT_EQ(ranking().best().front().attribute, Attribute::standing);
  EXPECT_EQ(ranking().best().front().to, aggregate::kNowhere);
  EXPECT_TRUE(would_stand(person, cell(kHere, 0)));
  EXPECT_FALSE(would_stand(person, cell(kHere, 1)));
}

TEST_F(MoveScene, RemovalDoesNotApplyIfNobodyMustLeave) { EXPECT_FALSE(aggregate::Removal().fits({{}, 3})); }

TEST_F(MoveScene, DuplicationAddsCopiesOfTheFirstPerson) {
  const auto person = join(1, "016001", "anziani");
  assemble(registered_by_comune());
  aim(cell(kHere), {4});
  aggregate::Duplication move(target());
  ASSERT_TRUE(move.fits({{}, 4}));
  move.propose({{}, 4}, ranking());
  ASSERT_EQ(ranking().best().size(), 1U);
  EXPECT_EQ(ranking().best().front().person, person);
  EXPECT_EQ(ranking().best().front().attribute, Attribute::presence);
  EXPECT_EQ(ranking().best().front().to, 5);
}

TEST_F(MoveScene, DuplicationDoesNotApplyIfNobodyIsMissingOrTheCellIsEmpty) {
  join(1, "016001", "anziani");
  assemble(registered_by_comune());
  aim(cell(kHere), {});
  EXPECT_FALSE(aggregate::Duplication(target()).fits({{}, 0}));
  aim(cell({{"territory", "016002"}}), {});
  EXPECT_FALSE(aggregate::Duplication(target()).fits({{}, 1}));
}

/// A person of two releases of 2016 and of one of 2017 moves from 016001 to 016004 after the first.
class RestorationTest : public MoveScene {
 protected:
  void move_after_first(const std::vector<int>& years) {
    person_ = join(1, "016001", "anziani", "F", "2015-02-01");
    given_.open(person_, "016004", "2015-02-01");
    given_.intervene("anziani", "", "2015-02-01");
    given_.facts.cases[1].first_layer = given_.facts.cases[1].last_layer = 1;
    assemble(registered_by_comune(), years, {kHere});
    for (const auto number : years) layers_.push_back({"", year(number), {}, {}, {}, {}, {}, ""});
  }
  std::vector<aggregate::Layer> layers_;
  PersonNo person_ = 0;
};

TEST_F(RestorationTest, OfARevisionRestoresThePersonAsBefore) {
  move_after_first({2016, 2016});
  aim(difference(0), {-1});
  ranking().begin({-1}, {1, 1});
  aggregate::Restoration move(layers_, 1, 0);
  ASSERT_TRUE(move.fits({{&person_, 1}}));
  move.propose({{&person_, 1}}, ranking());
  ASSERT_TRUE(ranking().has_found());
  EXPECT_EQ(ranking().best().front().from, 0) << "another period has no values to keep";
  EXPECT_TRUE(would_stand(person_, cell(kHere, 1)));
  EXPECT_FALSE(would_stand(person_, cell({{"territory", "016004"}}, 1)));
}

TEST_F(RestorationTest, OfAnotherPeriodKeepsAgeAndOpenInterventions) {
  move_after_first({2016, 2017});
  aim(difference(0), {-1});
  ranking().begin({-1}, {1, 1});
  aggregate::Restoration(layers_, 1, 0).propose({{&person_, 1}}, ranking());
  ASSERT_TRUE(ranking().has_found());
  const auto kept = aggregate::AsThen::unpack(ranking().best().front().from);
  EXPECT_EQ(kept.unended, aggregate::day_number(day("2016-01-01")));
  EXPECT_EQ(kept.younger,
            aggregate::day_number(day("2017-12-31")) - aggregate::day_number(day("2016-12-31")));
}

}  // namespace
}  // namespace raccordo::tests
