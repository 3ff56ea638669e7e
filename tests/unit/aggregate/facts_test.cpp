// The facts for counting: dimensions and their categories, rows in order of person, rows by release, and the
// contributions of one person to a table.
#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>

#include "aggregate/count/planned_table.hpp"
#include "aggregate/count/table_counter.hpp"
#include "aggregate/facts/category_tree.hpp"
#include "aggregate/facts/counting_dimension.hpp"
#include "aggregate/facts/dimensions.hpp"
#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/facts/layer_rows.hpp"
#include "aggregate/facts/secret_order.hpp"
#include "aggregate/facts/territory_dimension.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::ElementsAre;

std::vector<std::string> codes_of(const std::vector<model::Category>& categories) {
  std::vector<std::string> codes;
  for (const auto& category : categories) codes.push_back(category.code);
  return codes;
}

TEST(CategoryTree, PutsParentsDirectlyBeforeTheirChildrenInAnyInsertionOrder) {
  aggregate::CategoryTree tree;
  tree.add("b1", "", "", "b");
  tree.add("a", "", "", "_T");
  tree.add("b", "", "", "_T");
  tree.add("a1", "", "", "a");
  tree.add("a", "again", "again", "b");
  const auto categories = tree.categories();
  EXPECT_THAT(codes_of(categories), ElementsAre("_T", "a", "a1", "b", "b1"));
  EXPECT_EQ(categories[2].parent, 1);
  EXPECT_EQ(categories[2].depth, 2);
  EXPECT_EQ(categories[1].label_it, "") << "an existing code is not changed";
}

TEST(CategoryTree, PutsACategoryWithAnUnknownParentUnderTheTotal) {
  aggregate::CategoryTree tree;
  tree.add("a", "", "", "never added");
  EXPECT_EQ(tree.categories()[1].parent, 0);
}

TEST(TerritoryDimension, PutsComuniUnderGroupsAtLevelComuneAndEndsAtGroupsAtLevelGroup) {
  const auto scheme = small_scheme();
  aggregate::CountingDimension comuni;
  comuni.choice = by(TerritoryLevel::comune);
  aggregate::build_territory(comuni, scheme.territory);
  const auto leaf = [](const aggregate::CountingDimension& dimension, std::string_view istat) {
    return dimension.shown.categories[static_cast<std::size_t>(dimension.leaf_of.find(istat)->second)];
  };
  EXPECT_EQ(leaf(comuni, "016001").code, "016001");
  EXPECT_EQ(comuni.shown.categories[static_cast<std::size_t>(leaf(comuni, "016001").parent)].code, "alfa.1");
  EXPECT_EQ(comuni.shown.categories[static_cast<std::size_t>(leaf(comuni, "016215").parent)].code, "_U");
  aggregate::CountingDimension groups;
  groups.choice = by(TerritoryLevel::group);
  aggregate::build_territory(groups, scheme.territory);
  EXPECT_EQ(leaf(groups, "016001").code, "alfa.1");
  EXPECT_EQ(leaf(groups, "016003").code, "016003") << "in no group: a leaf of its own";
}

TEST(Dimensions, CountByInterventionIfTheTableUsesInterventions) {
  EXPECT_TRUE(aggregate::counts_by_intervention(
      extract_by(Measure::persons, When::active_during, {by(Dimension::area)})));
  EXPECT_TRUE(aggregate::counts_by_intervention(extract_by(Measure::amount, When::opened_during, {})));
  EXPECT_FALSE(aggregate::counts_by_intervention(
      extract_by(Measure::persons, When::active_during, {by(Dimension::sex)})));
}

TEST(Dimensions, NameTheCodeSystemMissingFromTheScheme) {
  auto scheme = small_scheme();
  scheme.systems.erase("need");
  const auto definition = extract_by(Measure::cases, When::active_during, {by(Dimension::need)});
  const auto built = aggregate::build_dimension(definition, definition.by.front(), scheme, year(2017));
  ASSERT_TRUE(built.has_error());
  EXPECT_THAT(built.error().message, ::testing::HasSubstr("need"));
}

class Rows : public ::testing::Test {
 protected:
  Rows() {
    const auto first = given_.person("F", "1940-05-17");
    const auto second = given_.person("M", "1950-05-17");
    for (const auto person : {second, first, second}) {
      given_.open(person, person == first ? "016001" : "016004", "2017-02-01");
      given_.intervene("anziani", "", "");
      given_.need("casa");
    }
  }
  aggregate::FactColumns arranged() {
    aggregate::FactColumns columns;
    const auto order = aggregate::order_by_person(given_.facts);
    aggregate::arrange(given_.facts, order, columns);
    return columns;
  }
  SmallRegister given_;
};

TEST_F(Rows, AreSortedByPersonAndKeepTheOrderOfCases) {
  EXPECT_THAT(aggregate::order_by_person(given_.facts), ElementsAre(1, 0, 2));
  const auto columns = arranged();
  EXPECT_EQ(columns.case_count(), 3U);
  EXPECT_EQ(columns.cases[0].owner, given_.code("016001"));
  EXPECT_EQ(columns.cases[1].first_need, 1U);
  EXPECT_EQ(columns.interventions[0].start, aggregate::day_number(day("2017-02-01"))) << "that of the case";
}

TEST_F(Rows, BlocksNeverCutBetweenTwoCasesOfOnePerson) {
  const auto order = aggregate::order_by_person(given_.facts);
  const auto blocks = aggregate::cut_blocks(given_.facts, order, 2);
  ASSERT_EQ(blocks.size(), 1U) << "the second of two would cut the cases of the second person";
  EXPECT_EQ(aggregate::cut_blocks(given_.facts, order, 1).size(), 2U);
}

TEST(DayNumber, OrdersLikeTheDateAndIsZeroForNone) {
  EXPECT_LT(aggregate::day_number(day("2016-12-31")), aggregate::day_number(day("2017-01-01")));
  EXPECT_LT(aggregate::day_number(day("2017-01-31")), aggregate::day_number(day("2017-02-01")));
  EXPECT_EQ(aggregate::day_number({}), 0);
}

TEST_F(Rows, ExtractedLayersHaveTheirOwnRows) {
  auto columns = arranged();
  for (auto& item : columns.cases) item.last_layer = 4;
  aggregate::cut_out_layers(columns, {2, 3});
  std::vector<std::pair<int, int>> layers;
  for (std::size_t i = 0; i < columns.case_count(); ++i) {
    if (columns.cases[i].owner == given_.code("016001"))
      layers.emplace_back(columns.cases[i].first_layer, columns.cases[i].last_layer);
  }
  EXPECT_THAT(layers, ::testing::UnorderedElementsAre(std::pair{0, 1}, std::pair{2, 3}, std::pair{4, 4}));
}

TEST_F(Rows, PersonAbsentFromOneLayerRemainsInTheOthers) {
  auto columns = arranged();
  for (auto& item : columns.cases) item.last_layer = 1;
  EXPECT_TRUE(aggregate::stands_in(columns, 1, 1));
  aggregate::stand_as_in(columns, 1, -1, {});
  EXPECT_FALSE(aggregate::stands_in(columns, 1, 1));
  EXPECT_TRUE(aggregate::stands_in(columns, 0, 0));
}

TEST(AsThen, IsTheSameAfterPacking) {
  const aggregate::AsThen kept{aggregate::day_number(day("2016-01-01")), 512};
  const auto again = aggregate::AsThen::unpack(kept.packed());
  EXPECT_EQ(again.unended, kept.unended);
  EXPECT_EQ(again.younger, kept.younger);
}

TEST(SecretOrder, HoldsEveryPersonOnceAndDependsOnTheKey) {
  SmallRegister given;
  for (int i = 0; i < 50; ++i) given.person("F", "1940-01-01");
  const auto one = aggregate::in_secret_order(given.facts, 52, "one key");
  EXPECT_EQ(one, aggregate::in_secret_order(given.facts, 52, "one key"));
  EXPECT_NE(one, aggregate::in_secret_order(given.facts, 52, "another key"));
  auto sorted = one;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::uint32_t> all(52);
  std::iota(all.begin(), all.end(), 0U);
  EXPECT_EQ(sorted, all) << "counting continues with two further persons";
}

TEST_F(Rows, TableCounterSumsTheContributionsOfPersons) {
  auto plans =
      aggregate::plan_tables({extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::comune)})},
                             small_scheme(), year(2017));
  ASSERT_TRUE(plans);
  const aggregate::PlannedTable& plan = plans->front();
  aggregate::TableCounter counter(plan, given_.facts.codes);
  counter.count(arranged());
  std::vector<aggregate::CountedCell> cells(plan.cells);
  counter.add_to(cells);
  EXPECT_EQ(cells[0].value, 3);
  EXPECT_EQ(cells[0].persons, 2U);
  aggregate::TableCounter lister(plan, given_.facts.codes);
  aggregate::FactColumns one;
  const std::vector<std::uint32_t> places{0, 2};
  aggregate::arrange(given_.facts, places, one);
  std::vector<aggregate::Contribution> list;
  lister.list(one, 1000, list);
  const auto total =
      std::find_if(list.begin(), list.end(), [](const auto& each) { return each.cell == 1000; });
  ASSERT_NE(total, list.end()) << "the first cell of the table has the number given";
  EXPECT_EQ(total->value, 2);
}

}  // namespace
}  // namespace raccordo::tests
