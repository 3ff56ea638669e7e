#include "app/tables/table_etag.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

store::TableVersionRow row() {
  store::TableVersionRow row;
  row.version = 8;
  row.revision = 3;
  row.digest = "0123456789abcdef0000";
  return row;
}

TEST(TableEtag, IsStrongAndDiffersByForm) {
  EXPECT_EQ(table_etag(row(), TableForm::csv), "\"8.3-0123456789abcdef-csv\"");
  EXPECT_EQ(table_etag(row(), TableForm::json), "\"8.3-0123456789abcdef-json\"");
}

TEST(TableEtag, MatchesInEveryFormatAndAnywhereInTheList) {
  for (const auto* header : {"\"8.3-0123456789abcdef-csv\"", "\"8.3-0123456789abcdef-json\"",
                             "\"x\",  \"8.3-0123456789abcdef-csv\" "}) {
    EXPECT_TRUE(read_if_match(header, row()).met) << header;
  }
  EXPECT_TRUE(read_if_match(" * ", row()).any);
}

TEST(TableEtag, DoesNotMatchWeakOldOrForeignTags) {
  for (const auto* header : {"W/\"8.3-0123456789abcdef-csv\"", "\"8.2-0123456789abcdef-csv\"",
                             "\"8.3-0000000000000000-csv\"", "\"7.3-0123456789abcdef-csv\"",
                             "8.3-0123456789abcdef-csv", "\"\"", "\"", "", ",,", "\"99999999999.1-x\""}) {
    const auto match = read_if_match(header, row());
    EXPECT_FALSE(match.any || match.met) << header;
  }
}

TEST(TableEtag, DecodesTheFirstOwnTag) {
  const auto seen = read_if_match("\"x\", \"7.12-ab-csv\", \"6.1-ab-csv\"", row()).first;
  ASSERT_TRUE(seen);
  EXPECT_EQ(*seen, (store::VersionMark{7, 12}));
  EXPECT_FALSE(read_if_match("\"seven\", \"7\", \"7.\", \"7.x-\"", row()).first);
}

TEST(TableEtag, MatchesIfNoneMatch) {
  const auto tag = table_etag(row(), TableForm::csv);
  EXPECT_TRUE(names_etag("*", tag));
  EXPECT_TRUE(names_etag("\"x\", W/" + tag, tag));
  EXPECT_FALSE(names_etag("", tag));
  EXPECT_FALSE(names_etag(table_etag(row(), TableForm::json), tag));
}

}  // namespace
}  // namespace raccordo::app
