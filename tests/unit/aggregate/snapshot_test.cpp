// The snapshot of a release, and how it is joined to the register of the releases before.
#include "aggregate/make/snapshot.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/make/snapshot_join.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

model::FactSet snapshot_of(const SmallRegister& given, std::vector<model::DimensionChoice> by,
                           model::Periodicity periodicity = model::Periodicity::year,
                           std::string_view key = "a key of the tests") {
  const auto plans = aggregate::plan_tables(
      {extract_by(Measure::persons, When::active_during, std::move(by))}, small_scheme(), year(2017));
  return aggregate::take_snapshot(given.facts, plans.value(), periodicity, key);
}

SmallRegister some_register() {
  SmallRegister given;
  for (int i = 0; i < 30; ++i) {
    given.open(given.person(i % 2 == 0 ? "F" : "M", "1940-05-17"), "016001", "2017-02-03");
    given.facts.cases.back().citizenship = given.code("FR");
  }
  return given;
}

TEST(Snapshot, OmitsUnusedAttributesAndReducesDatesToMonths) {
  const auto facts = snapshot_of(some_register(), {by(TerritoryLevel::comune)});
  ASSERT_EQ(facts.cases.size(), 30U);
  for (const auto& item : facts.cases) {
    EXPECT_EQ(facts.codes.text(item.owner), "016001");
    EXPECT_EQ(item.citizenship, 0U);
    EXPECT_EQ(item.opened.month, 2);
    EXPECT_EQ(item.opened.day, 1);
  }
}

TEST(Snapshot, KeepsTheYearOfBirthOrTheMonthWhereReleasesAreMoreFrequent) {
  const auto ages = by_age({"0-64", "65+"});
  const auto yearly = snapshot_of(some_register(), {ages});
  const auto monthly = snapshot_of(some_register(), {ages}, model::Periodicity::month);
  EXPECT_EQ(yearly.persons.front().birth.month, 1);
  EXPECT_EQ(monthly.persons.front().birth.month, 5);
  EXPECT_EQ(monthly.persons.front().birth.day, 1);
}

TEST(Snapshot, NumbersPersonsInAnOrderThatDependsOnTheKey) {
  const auto keys_of = [](const model::FactSet& facts) {
    std::vector<std::uint64_t> keys;
    for (const auto& person : facts.persons) keys.push_back(person.key);
    return keys;
  };
  const auto given = some_register();
  const auto one = keys_of(snapshot_of(given, {by(Dimension::sex)}));
  EXPECT_EQ(one, keys_of(snapshot_of(given, {by(Dimension::sex)})));
  EXPECT_NE(one, keys_of(snapshot_of(given, {by(Dimension::sex)}, model::Periodicity::year, "another key")));
}

class SnapshotJoin : public ::testing::Test {
 protected:
  SnapshotJoin() { evidence_.facts = snapshot_of(given_, {by(TerritoryLevel::comune), by(Dimension::sex)}); }
  void join() {
    aggregate::join_snapshot(evidence_, snapshot_of(given_, {by(TerritoryLevel::comune), by(Dimension::sex)}),
                             1);
  }
  SmallRegister given_ = some_register();
  aggregate::Evidence evidence_;
};

TEST_F(SnapshotJoin, UnchangedCaseStaysOneRowOfBothLayers) {
  join();
  EXPECT_EQ(evidence_.facts.persons.size(), 30U);
  ASSERT_EQ(evidence_.facts.cases.size(), 30U);
  for (const auto& item : evidence_.facts.cases) EXPECT_EQ(item.last_layer, 1);
}

TEST_F(SnapshotJoin, ChangedCaseGetsItsOwnRow) {
  given_.facts.cases.front().owner = given_.code("016004");
  join();
  EXPECT_EQ(evidence_.facts.cases.size(), 31U);
  const auto moved =
      std::count_if(evidence_.facts.cases.begin(), evidence_.facts.cases.end(),
                    [](const auto& item) { return item.first_layer == 1 && item.last_layer == 1; });
  EXPECT_EQ(moved, 1);
}

TEST_F(SnapshotJoin, PersonWhoLeftStaysInTheFirstLayerAndAnewOneGetsTheNextNumber) {
  given_.facts.cases.erase(given_.facts.cases.begin());
  given_.open(given_.person("F", "1960-01-01"), "016003", "2017-02-03");
  join();
  EXPECT_EQ(evidence_.facts.persons.size(), 31U);
  EXPECT_EQ(evidence_.facts.cases.back().person, 30U);
  EXPECT_EQ(evidence_.facts.cases.back().first_layer, 1);
}

TEST_F(SnapshotJoin, CorrectedSexIsRememberedForTheLayersBefore) {
  given_.facts.persons[0].sex = given_.code("M");
  join();
  ASSERT_EQ(evidence_.former.size(), 1U);
  EXPECT_EQ(evidence_.former.front().last_layer, 0);
  EXPECT_EQ(evidence_.facts.codes.text(evidence_.former.front().sex), "F");
}

}  // namespace
}  // namespace raccordo::tests
