#include "app/forms/json_differences.hpp"

#include <gtest/gtest.h>

#include <string>

namespace raccordo::app {
namespace {

TEST(JsonDifferences, AreEmptyForTheSameValueInAnotherOrder) {
  EXPECT_EQ(json_differences(R"({"a":1,"b":[{"c":"x"}]})", R"({"b":[{"c":"x"}],"a":1})"), "");
}

TEST(JsonDifferences, NameThePlaceAndBothValues) {
  EXPECT_EQ(json_differences(R"({"interventions":[{"type":"anziani.pasti"}]})",
                             R"({"interventions":[{"type":{"source_code":"P"}}]})"),
            R"(interventions[0].type {"source_code":"P"} instead of "anziani.pasti")");
  EXPECT_EQ(json_differences(R"({"a":[1,2]})", R"({"a":[1],"b":true})"),
            "a[1] nothing instead of 2; b true instead of nothing");
}

TEST(JsonDifferences, ShowFiveAtMost) {
  const auto words = json_differences("[1,2,3,4,5,6]", "[0,0,0,0,0,0]");
  EXPECT_NE(words.find("[4]"), words.npos);
  EXPECT_EQ(words.find("[5]"), words.npos);
}

TEST(JsonDifferences, ShowNoIdentifierOfAPerson) {
  EXPECT_EQ(json_differences(R"({"person":{"id":"AAA"}})", R"({"person":{"id":"BBB"}})"),
            "person.id otherwise");
  EXPECT_EQ(json_differences(R"({"person":{"id":"AAA"}})", "{}"), "person otherwise");
  EXPECT_EQ(json_differences(R"({"person":{"id":"AAA"}})", "[]"), "something else than a record");
}

TEST(JsonDifferences, NameThePlaceOfInvalidJsonInTheExpectation) {
  EXPECT_NE(json_differences("{", "{}"), "");
  EXPECT_NE(json_differences(std::string(100'000, '['), "{}"), "");
}

}  // namespace
}  // namespace raccordo::app
