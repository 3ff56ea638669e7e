// The base of the search for witnesses: the cells of all tables, their persons, the cost of a change, and the
// hidden cells of earlier releases.
#include <gmock/gmock.h>

#include "aggregate/layers/cell_space.hpp"
#include "aggregate/witness/differences.hpp"
#include "aggregate/witness/draft.hpp"
#include "aggregate/witness/hidden_cells.hpp"
#include "aggregate/witness/neighbourhood.hpp"
#include "aggregate/witness/pools.hpp"
#include "aggregate/witness/target.hpp"
#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Edit;
using aggregate::Tie;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

const Codes kHere = {{"territory", "016001"}};

class SearchParts : public MoveScene {
 protected:
  void assemble_by_comune() {
    assemble({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})});
  }
};

TEST_F(SearchParts, HiddenCellStaysHiddenUntilItsLastHolderReleasesIt) {
  aggregate::HiddenCells hidden(3);
  const std::vector<aggregate::CellNo> cells{0, 2};
  hidden.hold(cells);
  hidden.hold(2);
  hidden.let_go(cells);
  EXPECT_FALSE(hidden.is_hidden(0));
  EXPECT_FALSE(hidden.is_hidden(1));
  EXPECT_TRUE(hidden.is_hidden(2));
  EXPECT_EQ(hidden.holders(2), 1U);
}

TEST_F(SearchParts, CellSpaceWeighsHigherLevelsMoreAndFrozenCellsInfinitely) {
  join(9, "016001", "anziani");
  assemble_by_comune();
  auto cells = space();
  const auto here = cell(kHere);
  EXPECT_GT(cells.weight(cell({{"territory", "alfa"}})), 10 * cells.weight(here));
  EXPECT_GT(cells.weight(cell({})), 10 * cells.weight(cell({{"territory", "alfa"}})));
  const auto before = cells.weight(here);
  cells.freeze(here);
  cells.freeze(here);
  EXPECT_GE(cells.weight(here), aggregate::kBreach);
  cells.thaw(here);
  EXPECT_NEAR(cells.weight(here), before, 0.125) << "to the precision of kBreach";
  EXPECT_FALSE(cells.is_frozen(here));
}

TEST_F(SearchParts, CellSpaceFindsRelativesOfTheSameDepthAndTheChainsBetween) {
  join(9, "016004", "anziani");
  assemble_by_comune();
  const auto number = [&](std::string_view code) { return line({0, code}).first_category; };
  const auto all = space().relatives(0, 0, number("016004"), 100);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front(), number("016005")) << "the one of the same Ambito is the nearest";
  EXPECT_EQ(space().relatives(0, 0, number("016004"), 1).size(), 1U);
  EXPECT_TRUE(space().is_within(0, 0, number("016004"), number("beta")));
  EXPECT_FALSE(space().is_within(0, 0, number("016004"), number("alfa")));
  EXPECT_THAT(space().chain_below(0, 0, number("016004"), number("016005")),
              ::testing::ElementsAre(number("016004")));
}

TEST_F(SearchParts, NeighbourhoodListsTheCheapestFirstAndHiddenCellsCostNothing) {
  join(9, "016001", "anziani");
  join(9, "016002", "anziani");
  assemble_by_comune();
  aim(cell(kHere), {});
  const auto around = neighbourhood().around(cell(kHere), draft());
  ASSERT_GT(around.size(), 1U);
  EXPECT_TRUE(std::is_sorted(around.begin(), around.end(),
                             [](const auto& a, const auto& b) { return a.estimate < b.estimate; }));
  EXPECT_TRUE(around.front().is_line());
  hidden().hold(cell(kHere));
  hidden().hold(cell({{"territory", "016002"}}));
  EXPECT_EQ(neighbourhood().around(cell(kHere), draft()).front().estimate, 0);
}

TEST_F(SearchParts, PoolsSeparatePersonsWithAndWithoutAmount) {
  const auto paid = join(1, "016001", "anziani");
  given_.facts.cases.back().interventions.front().has_amount = true;
  given_.facts.cases.back().interventions.front().amount_cents = 100;
  const auto unpaid = join(1, "016001", "anziani");
  assemble({extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::comune)})});
  EXPECT_THAT(pools().behind(cell(kHere)), ::testing::ElementsAre(paid));
  EXPECT_THAT(pools().without_amount(cell(kHere)), ::testing::ElementsAre(unpaid));
}

TEST_F(SearchParts, DraftRefusesToEmptyACellOtherThanTheTarget) {
  const auto first = join(2, "016001", "anziani");
  join(9, "016002", "anziani");
  assemble_by_comune();
  std::vector<Edit> both;
  for (const auto person : {first, first + 1}) {
    both.push_back({person, Attribute::owner, given_.code("016001"), given_.code("016002")});
  }
  aim(cell({{"territory", "016002"}}), {});
  EXPECT_FALSE(draft().weigh(both));
  aim(cell(kHere), {});
  const auto trial = draft().weigh(both);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->persons, -2);
  EXPECT_EQ(draft().trial_value(cell({{"territory", "016002"}})), 2);
  EXPECT_EQ(draft().edits().size(), 0U) << "nothing is adopted yet";
}

TEST_F(SearchParts, DraftCountsAChangedFrozenCellAsABreachAndAHiddenOneAsFree) {
  const auto first = join(2, "016001", "anziani");
  join(9, "016002", "anziani");
  assemble_by_comune();
  const Edit edit{first, Attribute::owner, given_.code("016001"), given_.code("016002")};
  aim(cell(kHere), {});
  const auto cost = draft().weigh({&edit, 1})->cost;
  EXPECT_GT(cost, 0);
  hidden().hold(cell(kHere));
  hidden().hold(cell({{"territory", "016002"}}));
  EXPECT_EQ(draft().weigh({&edit, 1})->cost, 0);
  draft().adopt({&edit, 1});
  EXPECT_TRUE(draft().changes(first));
  EXPECT_THAT(draft().changed_cells(),
              ::testing::UnorderedElementsAre(cell(kHere), cell({{"territory", "016002"}})));
}

TEST(Differences, ComparesWithAllReleasesOfThePeriodAndTheNewestOfItsNeighbours) {
  std::vector<aggregate::Layer> layers;
  for (const int number : {2015, 2016, 2016, 2017, 2016}) {
    layers.push_back({"", year(number), {}, {}, {}, {}, {}, ""});
  }
  EXPECT_THAT(aggregate::compared_layers(layers, 4), ::testing::UnorderedElementsAre(0, 1, 2, 3));
  EXPECT_THAT(aggregate::compared_layers(layers, 3), ::testing::UnorderedElementsAre(2));
}

class DifferencesTest : public MoveScene {
 protected:
  /// The tie of the cell in the second release: `stayers` are in the releases of both years, `joiners` in
  /// that of the second only.
  Tie tie_of_cell(int stayers, int joiners, bool is_hidden) {
    join(stayers, "016001", "anziani", "F", "2015-02-01");
    for (auto& item : given_.facts.cases) item.last_layer = 1;
    join(joiners, "016001", "anziani", "F", "2017-02-01");
    for (auto at = given_.facts.cases.end() - joiners; at != given_.facts.cases.end(); ++at) {
      at->first_layer = at->last_layer = 1;
    }
    const Catalogue catalogue{
        extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)})};
    assemble(catalogue, {2016, 2017});
    std::vector<aggregate::Layer> layers;
    for (const int number : {2016, 2017}) {
      layers.push_back({"", year(number), {}, catalogue, small_scheme(), {}, {}, ""});
    }
    layers[0].hidden.assign(plans()[0].cells, is_hidden ? 1 : 0);
    const auto pairs = aggregate::pair_tables(plans(), layers, 1);
    EXPECT_EQ(pairs.size(), 1U);
    const auto ties = aggregate::find_ties(plans(), layers, 1, pairs,
                                           aggregate::count_differences(pairs, people(), counter()));
    sensitive_ = ties.sensitive.size();
    return ties.of_cell.at(cell(kHere, 1) - aggregate::first_cell_of_layer(plans(), 1));
  }
  std::size_t sensitive_ = 0;
};

TEST_F(DifferencesTest, CellWithTheSameMembersIsShownIfItWasShown) {
  EXPECT_EQ(tie_of_cell(9, 0, false), Tie::shown);
  EXPECT_EQ(sensitive_, 0U);
}

TEST_F(DifferencesTest, CellWithTheSameMembersIsHiddenIfItWasHidden) {
  EXPECT_EQ(tie_of_cell(9, 0, true), Tie::hidden);
}

TEST_F(DifferencesTest, DifferenceOfFewerThanKPersonsIsSensitive) {
  EXPECT_EQ(tie_of_cell(9, 4, false), Tie::none);
  EXPECT_GT(sensitive_, 0U);
}

TEST_F(DifferencesTest, DifferenceOfKPersonsIsNotSensitive) {
  EXPECT_EQ(tie_of_cell(9, 5, false), Tie::none);
  EXPECT_EQ(sensitive_, 0U);
}

}  // namespace
}  // namespace raccordo::tests
