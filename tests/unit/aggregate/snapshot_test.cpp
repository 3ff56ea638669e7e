// How the facts of a release are joined to the register of the releases before.
#include <gtest/gtest.h>

#include <algorithm>

#include "aggregate/make/snapshot_join.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

SmallRegister some_register() {
  SmallRegister given;
  for (int i = 0; i < 30; ++i) {
    given.open(given.person(i % 2 == 0 ? "F" : "M", "1940-05-17"), "016001", "2017-02-03");
    given.facts.cases.back().citizenship = given.code("FR");
  }
  return given;
}

class SnapshotJoin : public ::testing::Test {
 protected:
  SnapshotJoin() { evidence_.facts = given_.facts; }
  void join() { aggregate::join_snapshot(evidence_, given_.facts, 1); }
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
