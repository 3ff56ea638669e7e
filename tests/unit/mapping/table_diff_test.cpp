#include "mapping/table_diff.hpp"

#include <gmock/gmock.h>

#include <string>

#include "mapping/table_file.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using testing::ElementsAre;

Table table(const std::string& rows, const std::string& more = "") {
  auto header = std::string(test::kHeader);
  header.insert(header.size() - 1, more);
  auto parsed = parse_table(header + rows, "t.csv", {"src", "t", "", 0}, {});
  if (!parsed) throw std::runtime_error(test::all(parsed.error()));
  return std::move(*parsed);
}

std::vector<std::string> codes(const std::vector<const Row*>& rows) {
  std::vector<std::string> out;
  for (const auto* row : rows) out.push_back(row->source_code + row->source_label);
  return out;
}

TEST(TableDiff, IsEmptyForTheSameRowsInAnotherOrder) {
  const auto one = table("A,,x,equivalent,APPROVED,,,\nB,,y,equivalent,APPROVED,,,\nC,,,,UNCHECKED,,,\n");
  const auto two = table("C,,,,UNCHECKED,,,\nB,,y,equivalent,APPROVED,,,\nA,,x,equivalent,APPROVED,,,\n");
  EXPECT_TRUE(diff_tables(one, one).empty());
  EXPECT_TRUE(diff_tables(one, two).empty());
}

TEST(TableDiff, ListsAddedRemovedAndChangedRowsWithTheChangedColumns) {
  const auto before =
      table("A,,x,equivalent,APPROVED,,,\nB,,y,equivalent,APPROVED,,,\nC,old,z,equivalent,UNCHECKED,,,\n");
  const auto after =
      table("A,,x,equivalent,APPROVED,,,\nC,new,z,equivalent,APPROVED,,,sure\nD,,x,equivalent,APPROVED,,,\n");
  const auto diff = diff_tables(before, after);
  EXPECT_THAT(codes(diff.added), ElementsAre("D"));
  EXPECT_THAT(codes(diff.removed), ElementsAre("B"));
  ASSERT_EQ(diff.changed.size(), 1U);
  EXPECT_EQ(diff.changed[0].before->source_label, "old");
  EXPECT_EQ(diff.changed[0].after->source_label, "new");
  EXPECT_THAT(diff.changed[0].columns, ElementsAre("source_label", "status", "comment"));
}

TEST(TableDiff, TreatsAnotherValidityAsAnotherRow) {
  const auto before = table("A,,x,equivalent,APPROVED,,,\n");
  const auto after = table("A,,x,equivalent,APPROVED,,2016-12-31,\nA,,y,equivalent,APPROVED,2017-01-01,,\n");
  const auto diff = diff_tables(before, after);
  EXPECT_EQ(diff.added.size(), 2U);
  EXPECT_EQ(diff.removed.size(), 1U);
  EXPECT_TRUE(diff.changed.empty());
}

TEST(TableDiff, PairsRowsOfOneKeyByContentFirst) {
  const auto before = table("A,one,,,UNCHECKED,,,\nA,two,,,UNCHECKED,,,\nA,three,,,UNCHECKED,,,\n");
  const auto after = table("A,two,,,UNCHECKED,,,\nA,four,,,UNCHECKED,,,\n");
  const auto diff = diff_tables(before, after);
  EXPECT_TRUE(diff.added.empty());
  ASSERT_EQ(diff.changed.size(), 1U);
  EXPECT_EQ(diff.changed[0].after->source_label, "four");
  EXPECT_EQ(diff.removed.size(), 1U);
}

TEST(TableDiff, ComparesFurtherColumnsByTheirNames) {
  const auto before = table("A,,x,equivalent,APPROVED,,,,1,2\nB,,x,equivalent,APPROVED,,,,,2\n", ",n,m");
  const auto after = table("A,,x,equivalent,APPROVED,,,,3,1\nB,,x,equivalent,APPROVED,,,,2,\n", ",m,n");
  const auto diff = diff_tables(before, after);
  ASSERT_EQ(diff.changed.size(), 1U);
  EXPECT_THAT(diff.changed[0].columns, ElementsAre("m"));
  const auto without = table("B,,x,equivalent,APPROVED,,,\n");
  const auto lost = diff_tables(before, without);
  ASSERT_EQ(lost.changed.size(), 1U);
  EXPECT_THAT(lost.changed[0].columns, ElementsAre("m"));
  EXPECT_THAT(codes(lost.removed), ElementsAre("A"));
}

TEST(TableDiff, ManyRowsOfOneKeyCostNoMoreThanSorting) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "A,label " + std::to_string(i) + ",,,UNCHECKED,,,\n";
  const auto before = table(rows);
  const auto after = table("A,first,,,UNCHECKED,,,\n" + rows + "A,last,,,UNCHECKED,,,\n");
  const auto diff = diff_tables(before, after);
  EXPECT_THAT(codes(diff.added), ElementsAre("Afirst", "Alast"));
  EXPECT_TRUE(diff.changed.empty());
}

}  // namespace
}  // namespace raccordo::mapping
