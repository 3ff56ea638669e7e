#include "aggregate/release/protected_last.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/count/group.hpp"
#include "aggregate/layers/cell_space.hpp"
#include "aggregate/release/disclosure_words.hpp"
#include "aggregate/release/former_words.hpp"
#include "aggregate/release/release_parts.hpp"
#include "aggregate/release/release_writer.hpp"
#include "aggregate/release/stored_form.hpp"
#include "base/digest.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::HasSubstr;
using ::testing::Not;

model::ExtractDefinition by_comune_and_area() {
  auto definition =
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune), by(Dimension::area)});
  definition.protected_last = {true, {Dimension::area}};
  return definition;
}

TEST(ProtectedLast, IsTheTotalAndTheMarginsThatAreListed) {
  const auto definition = by_comune_and_area();
  EXPECT_TRUE(aggregate::is_hidden_last(definition, {1, 1}));
  EXPECT_TRUE(aggregate::is_hidden_last(definition, {1, 0}));
  EXPECT_FALSE(aggregate::is_hidden_last(definition, {0, 1}));
  EXPECT_FALSE(aggregate::is_hidden_last(definition, {0, 0}));
  EXPECT_FALSE(aggregate::is_hidden_last(
      extract_by(Measure::persons, When::active_during, {by(Dimension::area)}), {1}));
}

TEST(CoarserTable, TakesAHigherLevelFirstWhereTheMarginIsNotNeeded) {
  EXPECT_EQ(aggregate::coarser_table(by_comune_and_area()), "by: [{territory: group}, area]");
}

TEST(CoarserTable, TakesAreasForTypesAndTwoBandsForMany) {
  const auto coarser = [](std::vector<model::DimensionChoice> by) {
    return aggregate::coarser_table(extract_by(Measure::persons, When::active_during, std::move(by)));
  };
  EXPECT_EQ(coarser({by(Dimension::type)}), "by: [area]");
  EXPECT_EQ(coarser({by(Dimension::sex), by_age({"0-17", "18-64", "65+"})}), "by: [sex, {age: [0-17, 18+]}]");
  EXPECT_EQ(coarser({by(Dimension::sex), by(Dimension::need)}), "by: [sex]");
  EXPECT_EQ(coarser({by(Dimension::need)}), "");
}

/// A release of one table by area whose total and area `anziani` are hidden.
aggregate::ReleaseParts parts_with_hidden_total(model::ProtectedLast last) {
  aggregate::TableParts table;
  table.definition = extract_by(Measure::persons, When::active_during, {by(Dimension::area)});
  table.definition.protected_last = std::move(last);
  model::TableDimension dimension{"area", "Area", "Area", false, {}};
  dimension.categories = {
      {"_T", "Totale", "Total", -1, 0}, {"anziani", "", "", 0, 1}, {"minori", "", "", 0, 1}};
  table.dimensions.push_back(dimension);
  table.cells = {{true, 0}, {true, 0}, {false, 8}};
  aggregate::ReleaseParts parts;
  parts.id = "R1";
  parts.period = "2017";
  parts.rules = aggregate::rules_in_words(parts.applied);
  parts.guarantee = aggregate::guarantee_in_words(parts.applied);
  parts.tables.push_back(std::move(table));
  return parts;
}

/// The release of these parts, by way of its stored form.
aggregate::Release published(const aggregate::ReleaseParts& parts) {
  const auto content = aggregate::write_content(parts);
  return aggregate::read_release(aggregate::write_stored(parts.id, base::sha256_hex(content), content))
      .value();
}

TEST(HiddenTotals, AreNamedByTheReleaseWithACoarserTable) {
  const auto total = published(parts_with_hidden_total({true, {}}));
  EXPECT_THAT(total.metadata(), HasSubstr(R"("hidden_totals":[{"table":"table","cells":["_T"]}])"));
  const auto both = published(parts_with_hidden_total({true, {Dimension::area}}));
  EXPECT_THAT(both.metadata(), HasSubstr(R"("cells":["_T","area=anziani"])"));
}

TEST(HiddenTotals, AreNotNamedWhereTheCatalogueDoesNotAskForThem) {
  const auto release = published(parts_with_hidden_total({}));
  EXPECT_THAT(release.metadata(), Not(HasSubstr("hidden_totals")));
  EXPECT_THAT(release.serialise(), Not(HasSubstr("hidden_last")));
}

TEST(HiddenTotals, AreReadBackFromTheStoredRelease) {
  const auto release = published(parts_with_hidden_total({true, {Dimension::area}}));
  const auto read = aggregate::read_release(release.serialise());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->metadata(), release.metadata());
  EXPECT_EQ(read->serialise(), release.serialise());
}

TEST(CellSpace, WeighsCellsThatAreHiddenLastMore) {
  SmallRegister given;
  given.open(given.person("F", "1940-05-01"), "016004");
  given.intervene("anziani", "");
  const auto weigh = [&](const model::ExtractDefinition& definition) {
    auto plans = aggregate::plan_tables({definition}, small_scheme(), year(2017)).value();
    aggregate::count_planned(plans, given.facts);
    const aggregate::CellSpace space(plans);
    return std::pair(space.weight(0), space.weight(static_cast<aggregate::CellNo>(plans.front().cells - 1)));
  };
  auto plain = by_comune_and_area();
  plain.protected_last = {};
  const auto [total, last] = weigh(by_comune_and_area());
  const auto [plain_total, plain_last] = weigh(plain);
  EXPECT_GT(total, plain_total * 10);
  EXPECT_EQ(last, plain_last);
}

TEST(DisclosureRules, HaveAnItalianTextThatBelongsToTheEnglishOne) {
  // Whoever changes the English text changes the Italian one with it, and then this digest.
  const aggregate::Rules rules;
  EXPECT_EQ(
      base::sha256_hex(aggregate::rules_in_words(rules) + aggregate::guarantee_in_words(rules)).substr(0, 16),
      "76bb98f4d98c96a0");
  EXPECT_THAT(aggregate::rules_in_italian(rules), HasSubstr("k = 5"));
  const auto release = published(parts_with_hidden_total({}));
  EXPECT_EQ(release.tables().front().rules_it(), aggregate::rules_in_italian(rules));
  auto former = parts_with_hidden_total({});
  former.rules = aggregate::former_rules_in_words(rules);
  former.guarantee = aggregate::former_guarantee_in_words(rules);
  const auto of_former = published(former);
  EXPECT_EQ(of_former.tables().front().rules_it(), aggregate::former_rules_in_italian(rules));
  EXPECT_EQ(of_former.tables().front().guarantee_it(), aggregate::former_guarantee_in_italian(rules));
  EXPECT_NE(aggregate::guarantee_in_italian(rules).find("somma o differenza"), std::string::npos);
  auto other = parts_with_hidden_total({});
  other.rules = "Rules of an earlier version.";
  EXPECT_EQ(published(other).tables().front().rules_it(), "");
}

/// The texts of releases that do not cover what follows from shown cells.
TEST(DisclosureRules, HaveAnItalianTextForReleasesWithoutRests) {
  const aggregate::Rules rules;
  auto text = aggregate::rules_in_words(rules);
  const auto begin = text.find("What follows from shown cells"), end = text.find("For each sensitive cell");
  ASSERT_LT(begin, end);
  text.erase(begin, end - begin);
  auto guarantee = aggregate::guarantee_in_words(rules);
  const auto replace = [&](std::string_view from, std::string_view to) {
    guarantee.replace(guarantee.find(from), from.size(), to);
  };
  replace(", and every sum or difference of cells on the list of the method,", "");
  replace("how many persons are counted in several places or have several cases",
          "sums and differences of cells within one release that stand on fewer than 5 persons");
  EXPECT_EQ(base::sha256_hex(text + guarantee).substr(0, 16), "924b33df0810ddd0") << "as they were published";
  EXPECT_THAT(aggregate::rules_in_italian(rules, text), HasSubstr("k = 5"));
  EXPECT_THAT(aggregate::guarantee_in_italian(rules, guarantee), HasSubstr("di una stessa estrazione"));
}

}  // namespace
}  // namespace raccordo::tests
