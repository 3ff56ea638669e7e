#include "aggregate/release/period_catalogue.hpp"

#include <gtest/gtest.h>

#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

model::ExtractDefinition named(const std::string& id, std::vector<model::DimensionChoice> by,
                               Measure measure = Measure::persons) {
  auto definition = extract_by(measure, When::active_during, std::move(by));
  definition.id = id;
  return definition;
}

/// By Comune for years and quarters only, beside coarser and other tables.
std::vector<model::ExtractDefinition> some_catalogue() {
  auto fine = named("comune-area", {by(TerritoryLevel::comune), by(Dimension::area)});
  fine.periods = {true, true, false};
  return {named("area", {by(Dimension::area)}), fine,
          named("area-sex", {by(Dimension::area), by(Dimension::sex)}),
          named("ambito-area", {by(TerritoryLevel::ambito), by(Dimension::area)}),
          named("cases-ambito-area", {by(TerritoryLevel::ambito), by(Dimension::area)}, Measure::cases)};
}

std::vector<std::string> ids_of(const std::string& period) {
  std::vector<std::string> ids;
  for (const auto& each :
       aggregate::catalogue_of_period(some_catalogue(), small_scheme(), *model::parse_period(period)))
    ids.push_back(each.id);
  return ids;
}

TEST(PeriodCatalogue, ATableForLongerPeriodsIsLeftOutOfAShorterOneAndTheFinestCoarserOneIsNamed) {
  const auto left_out =
      aggregate::tables_left_out(some_catalogue(), small_scheme(), *model::parse_period("2017-03"));
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].id, "comune-area");
  EXPECT_EQ(left_out[0].reason,
            "the catalogue has this table for years and quarters only: in a shorter period too few persons "
            "change in "
            "its cells; the coarser table is ambito-area");
  EXPECT_EQ(ids_of("2017-03"),
            (std::vector<std::string>{"area", "area-sex", "ambito-area", "cases-ambito-area"}));
}

TEST(PeriodCatalogue, LongerPeriodsHaveAllTables) {
  for (const auto* period : {"2017", "2017-Q1"}) {
    EXPECT_EQ(ids_of(period).size(), some_catalogue().size());
    EXPECT_TRUE(
        aggregate::tables_left_out(some_catalogue(), small_scheme(), *model::parse_period(period)).empty());
  }
}

TEST(PeriodCatalogue, NamesNoCoarserTableIfThereIsNone) {
  auto fine = named("comune-area", {by(TerritoryLevel::comune), by(Dimension::area)});
  fine.periods = {true, false, false};
  const std::vector catalogue = {fine, named("sex", {by(Dimension::sex)})};
  const auto left_out =
      aggregate::tables_left_out(catalogue, small_scheme(), *model::parse_period("2017-Q1"));
  ASSERT_EQ(left_out.size(), 1U);
  EXPECT_EQ(left_out[0].reason,
            "the catalogue has this table for years only: in a shorter period too few persons change in its "
            "cells");
}

}  // namespace
}  // namespace raccordo::tests
