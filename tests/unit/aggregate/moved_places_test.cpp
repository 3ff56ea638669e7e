// A Comune moves to another Ambito, a country leaves its group: who waits stays in the category in which it
// was published, whatever codes that category has now. k is 3.
#include <gtest/gtest.h>

#include "aggregate/published/reduction.hpp"
#include "unit/aggregate/ledger_scene.hpp"
#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

std::vector<model::ExtractDefinition> by_group() {
  return {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::group)})};
}

/// 016001, whose code is the first of its group, is now a Comune of Beta.
model::Scheme moved_scheme() {
  auto scheme = small_scheme();
  auto comuni = scheme.territory.comuni();
  comuni.front().ambito = "beta";
  comuni.front().district = "Basso";
  comuni.front().group = "";
  scheme.territory =
      model::Territory(comuni, scheme.territory.ambito_labels(), scheme.territory.group_labels());
  return scheme;
}

class MovedPlaces : public ::testing::Test {
 protected:
  /// A year; then one of Alfa is gone, and the Comune moves.
  PublishedYears move(int of_moved) {
    add(given_, 20, "016002", "2014-01-01");
    add(given_, 20, "016004", "2014-01-01");
    add(given_, of_moved, "016001", "2014-01-01");
    PublishedYears years(by_group());
    years.publish(given_.facts);
    EXPECT_EQ(years.value(0, 0, {{"territory", "alfa.1"}}), 20 + of_moved);
    given_.facts.cases.erase(given_.facts.cases.begin());
    years.change_scheme(moved_scheme());
    years.publish(given_.facts);
    EXPECT_TRUE(years.small_changes(0, 1).empty());
    return years;
  }
  SmallRegister given_;
};

TEST_F(MovedPlaces, LeaveTheOthersWhereTheyAre) {
  const auto years = move(0);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa.1"}}), 20) << "one is gone: its seat waits";
  EXPECT_EQ(years.value(1, 0, {{"territory", "beta"}}), 20);
}

TEST_F(MovedPlaces, TakeTheirPersonsWithThem) {
  const auto years = move(7);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa.1"}}), 20) << "one is gone: its seat waits";
  EXPECT_EQ(years.value(1, 0, {{"territory", "beta"}}), 27);
}

TEST_F(MovedPlaces, TakeNobodyWithThemIfTheyAreFewerThanK) {
  const auto years = move(1);
  EXPECT_EQ(years.value(1, 0, {{"territory", "alfa.1"}}), 21) << "two wait";
  EXPECT_EQ(years.value(1, 0, {{"territory", "beta"}}), 20);
}

TEST(MovedCountries, LeaveTheOthersInTheirGroup) {
  SmallRegister given;
  for (int i = 0; i < 20; ++i) {
    add(given, 1, "016004", "2014-01-01");
    given.facts.cases.back().citizenship = given.code("FR");
  }
  PublishedYears years({extract_by(Measure::persons, When::active_during,
                                   {by(TerritoryLevel::ambito), by(Dimension::citizenship)})});
  years.publish(given.facts);
  given.facts.cases.erase(given.facts.cases.begin());
  auto scheme = small_scheme();
  auto codes = scheme.systems.find("citizenship")->second.codes();
  for (auto& code : codes) {
    if (code.code == "DE") code.parent = "";  // the first code of the group
  }
  scheme.systems.find("citizenship")->second = model::CodeSystem("citizenship", codes);
  years.change_scheme(std::move(scheme));
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"citizenship", "EU"}}), 20);
  EXPECT_EQ(years.value(1, 0, {{"citizenship", "DE"}}), 0);
}

TEST(MovedTypes, LeaveTheOthersInTheirArea) {
  SmallRegister given;
  for (int i = 0; i < 20; ++i) {
    add(given, 1, "016004", "2014-01-01");
    given.intervene("", "anziani.trasporto", "2014-02-01");
  }
  PublishedYears years(
      {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::area)})});
  years.publish(given.facts);
  given.facts.cases.erase(given.facts.cases.begin());
  auto scheme = small_scheme();
  auto codes = scheme.systems.find("intervention")->second.codes();
  for (auto& code : codes) {
    if (code.code == "anziani.pasti") code.parent = "disabili";
  }
  scheme.systems.find("intervention")->second = model::CodeSystem("intervention", codes);
  years.change_scheme(std::move(scheme));
  years.publish(given.facts);
  EXPECT_EQ(years.value(1, 0, {{"area", "anziani"}}), 20);
  EXPECT_EQ(years.value(1, 0, {{"area", "disabili"}}), 0);
}

/// A Comune that is shown alone takes its seats along, in a release with all its proofs.
TEST_F(Ledger, FollowsAComuneThatMovesToAnotherAmbito) {
  join(20, "016001", "anziani", "2015-02-01");
  join(12, "016002", "anziani", "2015-02-01");
  join(3, "016003", "anziani", "2015-02-01");
  join(30, "016004", "anziani", "2015-02-01");
  release(2016, active_by_comune());
  erase(1, "016002");
  erase(1, "016001");
  join(1, "016004", "anziani", "2017-02-01");
  scheme_ = moved_scheme();
  const auto& next = release(2017, active_by_comune());
  EXPECT_EQ(shown(next, {}), "65") << "three changes wait";
  EXPECT_EQ(shown(next, {{"territory", "016001"}}), "20");
  EXPECT_EQ(shown(next, {{"territory", "beta"}}), "50") << "and those of 016001";
}

/// Seats of an older program have the first code of their category.
TEST(FormerNames, BecomeThoseOfCategories) {
  aggregate::PublishedRegister given;
  aggregate::Seat seat;
  aggregate::SeatCase item;
  item.owner = given.codes.intern("016001");
  item.citizenship = given.codes.intern("DE");
  item.interventions.push_back({});
  item.interventions.back().type = given.codes.intern("anziani.pasti");
  seat.states.push_back({0, -1, {item}});
  given.seats.push_back(seat);
  const auto plans =
      aggregate::plan_tables(
          {extract_by(Measure::persons, When::active_during,
                      {by(TerritoryLevel::group), by(Dimension::area), by(Dimension::citizenship)})},
          small_scheme(), year(2015))
          .value();
  aggregate::Reduction(plans).rename(given);
  const auto& renamed = given.seats.front().states.back().cases.front();
  EXPECT_EQ(given.codes.text(renamed.owner), "alfa.1");
  EXPECT_EQ(given.codes.text(renamed.citizenship), "EU");
  EXPECT_EQ(given.codes.text(renamed.interventions.front().type), "anziani");
}

}  // namespace
}  // namespace raccordo::tests
