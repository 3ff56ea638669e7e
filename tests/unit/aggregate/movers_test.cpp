// Who moves between two releases: each rule on a small register, k is 3.
#include "aggregate/published/movers.hpp"

#include <gtest/gtest.h>

#include "aggregate/published/change_masks.hpp"
#include "aggregate/published/choice.hpp"
#include "aggregate/published/group_set.hpp"
#include "aggregate/published/proposal.hpp"
#include "aggregate/published/published_register.hpp"
#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

std::vector<model::ExtractDefinition> stock_and_flow() {
  auto stock = extract_by(Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)});
  auto opened =
      extract_by(Measure::cases, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::month)});
  auto closed =
      extract_by(Measure::cases, When::closed_during, {by(TerritoryLevel::ambito), by(Dimension::month)});
  stock.id = "stock";
  opened.id = "opened";
  closed.id = "closed";
  return {stock, opened, closed};
}

constexpr std::string_view kAlfa = "016003", kBeta = "016004";

TEST(Movers, StayWhileFewerThanKCameAndCountTogetherLater) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  add(given, 2, kAlfa, "2016-05-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 20);
  EXPECT_EQ(years.moves().returned, 2U);
  add(given, 1, kAlfa, "2017-05-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 0, {{"territory", "alfa"}}), 23);
}

TEST(Movers, CountPersonsAndNotTheNetChange) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  add(given, 20, kBeta, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  // Two to beta, two to alfa: no number changes, and four persons do.
  for (const std::size_t i : {0U, 1U}) given.facts.cases[i].owner = given.code(kBeta);
  for (const std::size_t i : {20U, 21U}) given.facts.cases[i].owner = given.code(kAlfa);
  years.publish(given.facts);
  EXPECT_EQ(years.moves().returned, 0U);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 20);
}

TEST(Movers, ReturnWhereAChangeIsTakenBackAgainstAnOlderRelease) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  add(given, 20, kBeta, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  for (const std::size_t i : {0U, 1U, 2U, 3U}) given.facts.cases[i].owner = given.code(kBeta);
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"territory", "beta"}}), 24);
  // Three go back: against the last year three change, against the first only one does.
  for (const std::size_t i : {0U, 1U, 2U}) given.facts.cases[i].owner = given.code(kAlfa);
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 0, {{"territory", "beta"}}), 24);
  EXPECT_EQ(years.moves().returned, 3U);
}

TEST(PublishedRelease, HidesCellsOfFewerThanK) {
  SmallRegister given;
  add(given, 2, kAlfa, "2014-01-01");
  add(given, 20, kBeta, "2014-01-01");
  PublishedYears years({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})}, 3);
  years.publish(given.facts);
  EXPECT_TRUE(years.is_hidden(0, 0, {{"territory", "016003"}}));
  EXPECT_FALSE(years.is_hidden(0, 0, {{"territory", "016004"}}));
}

TEST(Movers, MoveInOneComuneIfTheirCaseInAnotherMustWait) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  add(given, 20, kBeta, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  add(given, 3, kAlfa, "2016-01-01");
  given.open(40, kBeta, "2016-01-01");  // of the three the first, alone in Beta
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 23);
  EXPECT_EQ(years.value(1, 0, {{"territory", "beta"}}), 20);
  EXPECT_EQ(years.moves().returned, 0U);
  EXPECT_EQ(years.moves().partly, 1U);
  given.open(41, kBeta, "2017-01-01");
  given.open(42, kBeta, "2017-01-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 0, {{"territory", "beta"}}), 23);
}

TEST(Movers, LeaveThoseInChargeOnlyTogether) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  for (const std::size_t i : {0U, 1U}) given.facts.cases[i].closed = day("2016-02-01");
  years.publish(given.facts);  // in charge in 2016 all the same
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 20);
  EXPECT_EQ(years.moves().returned, 0U);
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 0, {{"territory", "alfa"}}), 20);
  EXPECT_EQ(years.moves().returned, 2U);
  given.facts.cases[2].closed = day("2018-02-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(3, 0, {{"territory", "alfa"}}), 20);
  years.publish(given.facts);
  EXPECT_EQ(years.value(4, 0, {{"territory", "alfa"}}), 17);
}

TEST(Movers, CountInTheRowOfEarlierPeriodsWhatCameLate) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(stock_and_flow(), 3);
  years.publish(given.facts);
  add(given, 4, kAlfa, "2016-05-01");
  add(given, 3, kAlfa, "2014-05-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 27);
  EXPECT_EQ(years.value(1, 1, {{"territory", "alfa"}}), 7);
  EXPECT_EQ(years.value(1, 1, {{"territory", "alfa"}, {"month", "2016-05"}}), 4);
  EXPECT_EQ(years.value(1, 1, {{"territory", "alfa"}, {"month", "_P"}}), 3);
}

TEST(Movers, EnterOnceAsOpenedAndClosedIfBothHappenedMeanwhile) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(stock_and_flow(), 3);
  years.publish(given.facts);
  for (int i = 0; i < 3; ++i) given.open(given.person("F", "1970"), kAlfa, "2014-03-01", "2014-09-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 1, {{"territory", "alfa"}, {"month", "_P"}}), 3);
  EXPECT_EQ(years.value(1, 2, {{"territory", "alfa"}, {"month", "_P"}}), 3);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}), 23);
}

TEST(Movers, LeaveStockLessStockLessFlowEmpty) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(stock_and_flow(), 3);
  years.publish(given.facts);
  add(given, 5, kAlfa, "2016-05-01");
  add(given, 2, kAlfa, "2014-05-01");                  // recorded late
  given.facts.cases.erase(given.facts.cases.begin());  // one is erased
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa"}}) - years.value(0, 0, {{"territory", "alfa"}}),
            years.value(1, 1, {{"territory", "alfa"}}));
}

TEST(Movers, OfAmountsMustNotBeDominated) {
  SmallRegister given;
  const auto pay = [&](std::int64_t euro) {
    given.open(given.person("F", "1970"), kAlfa, "2014-01-01");
    auto& service = given.intervene("anziani", "anziani.pasti", "2015-02-01");
    service.has_amount = true;
    service.amount_cents = euro * 100;
  };
  for (int i = 0; i < 10; ++i) pay(100);
  PublishedYears years({extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito)})}, 3);
  years.publish(given.facts);
  for (const std::int64_t euro : {-90000, 1, 2, 3}) {
    pay(euro);
    given.facts.cases.back().interventions.back().start = day("2016-02-01");
  }
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {}), 0);
}

TEST(Movers, GiveTheVacantSeatToANewcomerWithTheSameFacts) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(one_table(), 3);
  years.publish(given.facts);
  given.facts.cases.erase(given.facts.cases.begin());
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {}), 20);
  ASSERT_EQ(years.published().links.size(), 19U);
  EXPECT_EQ(years.published().seats.size(), 20U);
  add(given, 1, kAlfa, "2017-03-01");
  years.publish(given.facts);
  EXPECT_EQ(years.value(2, 0, {}), 20);
  EXPECT_EQ(years.published().links.size(), 20U);
  EXPECT_EQ(years.published().seats.size(), 20U);
  for (const auto& seat : years.published().seats) EXPECT_EQ(seat.vacant_for, 0);
}

TEST(Movers, ForgetTheSeatsOfThoseWhoLeftTogether) {
  SmallRegister given;
  add(given, 20, kAlfa, "2014-01-01");
  PublishedYears years(one_table(), 3, 2);
  years.publish(given.facts);
  given.facts.cases.erase(given.facts.cases.begin(), given.facts.cases.begin() + 5);
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {}), 15);
  EXPECT_EQ(years.published().seats.size(), 20U);  // the first year still counts them
  years.publish(given.facts);
  years.publish(given.facts);
  EXPECT_EQ(years.published().seats.size(), 15U);
  EXPECT_EQ(years.published().releases.size(), 2U);
}

/// The coarser table shows the same persons as a row of the finer one.
TEST(Movers, StayInACoarserTableToo) {
  SmallRegister given;
  for (int i = 0; i < 20; ++i) {
    add(given, 1, kAlfa, "2014-01-01");
    given.need(i < 10 ? "casa" : "lavoro");
  }
  PublishedYears years(
      {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::need)})},
      3);
  years.publish(given.facts);
  given.facts.cases.front().needs = {given.code("lavoro")};
  years.change_catalogue({extract_by(Measure::persons, When::active_during, {by(Dimension::need)})});
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"need", "casa"}}), 10) << "one person's change waits";
}

TEST(PublishedRegister, MergesTheOldestReleases) {
  aggregate::PublishedRegister given;
  given.releases = {{"a", "1", false, {1, 2}}, {"b", "2", false, {2, 3}}, {"c", "3", false, {3}}};
  aggregate::SeatFacts one;
  one.cases.resize(1);
  auto other = one;
  other.age = 40;
  given.seats.resize(2);
  given.seats[0].states = {{}, one, other};
  given.seats[0].then = {0, 1, 2};
  given.seats[1].states = {{}, one};
  given.seats[1].then = {1, 1, 1};
  aggregate::merge_oldest(given);
  ASSERT_EQ(given.releases.size(), 2U);
  EXPECT_TRUE(given.releases[0].is_merged);
  EXPECT_EQ(given.releases[0].shown, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_EQ(given.seats[0].then[0], aggregate::kVaried);
  EXPECT_EQ(given.seats[0].in(1), other);
  EXPECT_EQ(given.seats[0].states.size(), 2U);
  EXPECT_EQ(given.seats[1].in(0), one);
}

}  // namespace
}  // namespace raccordo::tests
