// What a catalogue publishes for the first time of seats that stay: nobody stands out as unassigned. k is 3.
#include "aggregate/published/new_details.hpp"

#include <gtest/gtest.h>

#include "unit/aggregate/published_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr std::string_view kAlfa = "016003";

/// A new table must not count under `_U` those who wait and those who were erased.
class NewDetails : public ::testing::Test {
 protected:
  /// Two years of 20 women in Alfa; then one is gone, one more has come, and the catalogue has another table.
  PublishedYears years_of(const model::DimensionChoice& fresh) {
    add(given_, 20, kAlfa, "2014-01-01");
    PublishedYears years(one_table(), 3);
    years.publish(given_.facts);
    years.publish(given_.facts);
    given_.facts.cases.erase(given_.facts.cases.begin());
    auto catalogue = one_table();
    catalogue.push_back(
        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), fresh}));
    catalogue.back().id = "fresh";
    years.change_catalogue(catalogue);
    years.publish(given_.facts);
    EXPECT_EQ(years.value(2, 0, {}), 20) << "who was erased is counted until k have left";
    return years;
  }
  SmallRegister given_;
};

TEST_F(NewDetails, OfADimensionAreThoseOfAnotherSeat) {
  const auto years = years_of(by(Dimension::sex));
  EXPECT_EQ(years.value(2, 1, {{"sex", "F"}}), 20);
  EXPECT_EQ(years.value(2, 1, {{"sex", "_U"}}), 0);
}

TEST_F(NewDetails, OfATableThatReturnsAreThoseItHad) {
  auto with_needs = one_table();
  with_needs.push_back(
      extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::need)}));
  with_needs.back().id = "needs";
  for (int i = 0; i < 20; ++i) {
    add(given_, 1, kAlfa, "2014-01-01");
    given_.need("casa");
  }
  PublishedYears years(with_needs, 3);
  years.publish(given_.facts);
  years.change_catalogue(one_table());
  years.publish(given_.facts);
  given_.facts.cases.front().needs = {given_.code("lavoro")};
  years.change_catalogue(with_needs);
  years.publish(given_.facts);
  EXPECT_EQ(years.value(2, 1, {{"need", "casa"}}), 20) << "one person's change waits";
  EXPECT_FALSE(years.is_hidden(2, 1, {{"need", "casa"}}));
}

TEST_F(NewDetails, OfAgesAreWithinTheBandOfBefore) {
  auto ages = by(Dimension::age);
  ages.ages = {{0, 39, "0-39"}, {40, 64, "40-64"}, {65, -1, "65+"}};
  const auto years = years_of(ages);
  EXPECT_EQ(years.value(2, 1, {{"age", "40-64"}}), 20);
  EXPECT_EQ(years.value(2, 1, {{"age", "_U"}}), 0);
}

}  // namespace
}  // namespace raccordo::tests
