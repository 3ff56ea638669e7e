// The groups that an attacker can compute: each is generated from the catalogue.
#include "aggregate/published/watch_list.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/count/table_shape.hpp"
#include "aggregate/layers/layers.hpp"
#include "aggregate/published/group_makers.hpp"
#include "aggregate/published/watched_group.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::PlannedTable;
using aggregate::WatchKind;
using aggregate::WatchList;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using Term = std::pair<std::uint32_t, int>;

std::vector<PlannedTable> plan(std::vector<model::ExtractDefinition> catalogue,
                               const model::Scheme& scheme = small_scheme()) {
  int number = 0;
  for (auto& definition : catalogue) definition.id = "table-" + std::to_string(number++);
  return aggregate::plan_tables(aggregate::on_published_clock(std::move(catalogue)), scheme, year(2017))
      .value();
}

std::uint32_t cell(const std::vector<PlannedTable>& plans, std::size_t table, Codes codes) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < table; ++i) first += plans[i].cells;
  return static_cast<std::uint32_t>(first + place_of(plans[table].table.dimensions, codes));
}

bool has(const WatchList& watched, std::vector<Term> terms, WatchKind kind = WatchKind::stock,
         std::vector<Term> before = {}) {
  const auto sorted = [](const std::vector<aggregate::WatchTerm>& given) {
    std::vector<Term> out;
    for (const auto& term : given) out.emplace_back(term.cell, term.factor);
    std::sort(out.begin(), out.end());
    return out;
  };
  std::sort(terms.begin(), terms.end());
  std::sort(before.begin(), before.end());
  return std::any_of(watched.groups().begin(), watched.groups().end(), [&](const auto& group) {
    return group.kind == kind && sorted(group.terms) == terms && sorted(group.before) == before;
  });
}

TEST(WatchList, HasEveryCellAndEveryParentLessAChild) {
  const auto plans = plan({extract_by(Measure::persons, When::active_during, {by(Dimension::area)})});
  const WatchList watched(plans);
  const auto all = cell(plans, 0, {}), minors = cell(plans, 0, {{"area", "minori"}});
  EXPECT_TRUE(has(watched, {{all, 1}}));
  EXPECT_TRUE(has(watched, {{minors, 1}}));
  EXPECT_TRUE(has(watched, {{all, 1}, {minors, -1}}));
}

TEST(WatchList, HasOverlapAndOnlyOthersWhereChildrenOverlap) {
  const auto plans = plan({extract_by(Measure::persons, When::active_during, {by(Dimension::need)})});
  const WatchList watched(plans);
  const auto all = cell(plans, 0, {}), home = cell(plans, 0, {{"need", "casa"}}),
             work = cell(plans, 0, {{"need", "lavoro"}}), none = cell(plans, 0, {{"need", "_U"}});
  EXPECT_TRUE(has(watched, {{all, -1}, {home, 1}, {work, 1}, {none, 1}}));
  EXPECT_TRUE(has(watched, {{all, 1}, {none, -1}, {home, -1}}));
}

TEST(WatchList, HasRunsOfNeighbouringAgeBands) {
  const auto plans =
      plan({extract_by(Measure::persons, When::active_during, {by_age({"0-17", "18-64", "65-79", "80+"})})});
  const WatchList watched(plans);
  const auto adults = cell(plans, 0, {{"age", "18-64"}}), old = cell(plans, 0, {{"age", "65-79"}}),
             oldest = cell(plans, 0, {{"age", "80+"}});
  EXPECT_TRUE(has(watched, {{old, 1}, {oldest, 1}}));
  EXPECT_TRUE(has(watched, {{adults, 1}, {old, 1}, {oldest, 1}}));
  EXPECT_FALSE(has(watched, {{adults, 1}, {oldest, 1}}));
}

TEST(WatchList, HasThoseInChargeWithoutInterventionsAcrossTables) {
  const auto plans =
      plan({extract_by(Measure::persons, When::active_during, {by_age({"0-17", "18-64", "65-79", "80+"})}),
            extract_by(Measure::persons, When::active_during,
                       {by(Dimension::area), by_age({"0-17", "18-64", "65+"})})});
  const WatchList watched(plans);
  EXPECT_TRUE(has(watched, {{cell(plans, 0, {}), 1}, {cell(plans, 1, {}), -1}}));
  EXPECT_TRUE(
      has(watched, {{cell(plans, 0, {{"age", "0-17"}}), 1}, {cell(plans, 1, {{"age", "0-17"}}), -1}}));
  EXPECT_TRUE(has(watched, {{cell(plans, 0, {{"age", "65-79"}}), 1},
                            {cell(plans, 0, {{"age", "80+"}}), 1},
                            {cell(plans, 1, {{"age", "65+"}}), -1}}));
}

TEST(WatchList, HasRegisteredLessInChargeAndCasesLessPersons) {
  const auto plans = plan({extract_by(Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)}),
                           extract_by(Measure::cases, When::active_during, {by(TerritoryLevel::district)}),
                           extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito)})});
  const WatchList watched(plans);
  EXPECT_TRUE(has(watched, {{cell(plans, 0, {{"territory", "district-alto"}}), 1},
                            {cell(plans, 1, {{"territory", "district-alto"}}), -1}}));
  EXPECT_TRUE(has(watched, {{cell(plans, 1, {{"territory", "district-alto"}}), 1},
                            {cell(plans, 2, {{"territory", "district-alto"}}), -1}}));
  EXPECT_FALSE(has(watched, {{cell(plans, 0, {}), 1}, {cell(plans, 2, {}), -1}}));
}

TEST(WatchList, HasStockLessStockLessFlow) {
  const auto plans = plan(
      {extract_by(Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)}),
       extract_by(Measure::cases, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::month)})});
  const WatchList watched(plans);
  const auto stock = cell(plans, 0, {{"territory", "alfa"}}),
             opened = cell(plans, 1, {{"territory", "alfa"}});
  EXPECT_TRUE(has(watched, {{stock, 1}, {opened, -1}}, WatchKind::residual, {{stock, -1}}));
  EXPECT_TRUE(has(watched, {{cell(plans, 1, {{"territory", "alfa"}, {"month", "_P"}}), 1}}, WatchKind::flow));
}

TEST(WatchList, LeavesOutComuniOfGroupsThatAreNotListedAlone) {
  auto scheme = small_scheme();
  auto comuni = scheme.territory.comuni();
  comuni[1].alone = true;  // 016002
  scheme.territory =
      model::Territory(comuni, scheme.territory.ambito_labels(), scheme.territory.group_labels());
  const auto plans =
      plan({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})}, scheme);
  const WatchList watched(plans);
  const auto alone = cell(plans, 0, {{"territory", "016002"}}),
             group = cell(plans, 0, {{"territory", "alfa.1"}});
  EXPECT_ANY_THROW(cell(plans, 0, {{"territory", "016001"}})) << "not listed";
  EXPECT_TRUE(has(watched, {{alone, 1}}));
  EXPECT_TRUE(has(watched, {{group, 1}, {alone, -1}}));
  EXPECT_NO_THROW(cell(plans, 0, {{"territory", "016003"}})) << "in no group";
}

TEST(WatchList, NamesMonthsByTheirPlaceSoThatYearsCompare) {
  const std::vector<model::ExtractDefinition> catalogue = {
      extract_by(Measure::cases, When::opened_during, {by(Dimension::month)})};
  const auto of_2016 = aggregate::plan_tables(catalogue, small_scheme(), year(2016)).value();
  const auto of_2017 = aggregate::plan_tables(catalogue, small_scheme(), year(2017)).value();
  const WatchList one(of_2016), other(of_2017);
  ASSERT_EQ(one.groups().size(), other.groups().size());
  for (std::uint32_t group = 0; group < one.groups().size(); ++group)
    EXPECT_EQ(one.key(group), other.key(group));
}

TEST(WatchList, AddsUpTheValuesOfASeat) {
  const auto plans = plan({extract_by(Measure::persons, When::active_during, {by(Dimension::area)})});
  const WatchList watched(plans);
  const std::vector<aggregate::Contribution> in_minors = {{cell(plans, 0, {}), 1},
                                                          {cell(plans, 0, {{"area", "minori"}}), 1}};
  std::vector<aggregate::GroupValue> values;
  aggregate::GroupSums(watched.groups().size()).add_up(watched.index().stocks, in_minors, values);
  EXPECT_FALSE(values.empty());
  for (const auto& [group, value] : values) EXPECT_NE(value, 0) << group;
  EXPECT_TRUE(std::is_sorted(values.begin(), values.end(),
                             [](const auto& left, const auto& right) { return left.group < right.group; }));
}

}  // namespace
}  // namespace raccordo::tests
