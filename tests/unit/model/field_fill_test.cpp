// Which fields of a document count as fallen empty.
#include "model/field_fill.hpp"

#include <gtest/gtest.h>

namespace raccordo::model {
namespace {

constexpr auto kTypeIndex = static_cast<std::size_t>(Field::intervention_type);

FillCounts counts(std::uint64_t records, std::uint64_t filled) {
  FillCounts made;
  made.records = records;
  made.filled[kTypeIndex] = filled;
  return made;
}

TEST(FieldFill, FallsFromMoreThanHalfToLessThanFivePercent) {
  EXPECT_EQ(fell_empty(counts(1000, 501), counts(100, 4)), std::vector{Field::intervention_type});
  EXPECT_TRUE(fell_empty(counts(1000, 500), counts(100, 4)).empty());
  EXPECT_TRUE(fell_empty(counts(1000, 501), counts(100, 5)).empty());
  EXPECT_TRUE(fell_empty(counts(1000, 1000), counts(99, 0)).empty());
  EXPECT_TRUE(fell_empty(counts(99, 99), counts(100, 0)).empty());
  EXPECT_EQ(fell_empty(counts(100, 100), counts(100, 0)).size(), 1U);
}

TEST(FieldFill, IsFilledAgainFromFivePercentOn) {
  EXPECT_TRUE(are_filled(counts(100, 4)).empty());
  EXPECT_EQ(are_filled(counts(100, 5)), std::vector{Field::intervention_type});
  EXPECT_TRUE(are_filled(counts(99, 99)).empty());
}

TEST(FieldFill, CountsAFieldOfAListOnceARecord) {
  FieldRecord record;
  for (std::uint32_t item = 0; item < 3; ++item)
    record.values.push_back({Field::intervention_type, item, "x", "", "", 0});
  FillCounts made;
  made.add(fill_of(record));
  made.add(fill_of(FieldRecord()));
  EXPECT_EQ(made.records, 2U);
  EXPECT_EQ(made.filled[kTypeIndex], 1U);
}

TEST(FieldFill, NamesTheFieldAndBothShares) {
  const auto issue = fell_empty_issue(Field::intervention_type, counts(1000, 930), counts(250, 2));
  EXPECT_EQ(issue.record, 0U);
  EXPECT_EQ(issue.severity, Severity::warning);
  EXPECT_EQ(issue.field, "interventions.type");
  EXPECT_NE(issue.message.find("0 % of the 250"), std::string::npos) << issue.message;
  EXPECT_NE(issue.message.find("93 % of the last 1000"), std::string::npos) << issue.message;
  EXPECT_EQ(fell_empty_issue(Field::opened, counts(1000, 930), counts(250, 2)).field, "opened");
}

}  // namespace
}  // namespace raccordo::model
