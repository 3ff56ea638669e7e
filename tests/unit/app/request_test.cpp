#include "app/http/request.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using Query = std::map<std::string, std::string, std::less<>>;

TEST(ParseQuery, DecodesNamesAndValues) {
  EXPECT_EQ(*parse_query(""), Query{});
  EXPECT_EQ(*parse_query("since=2017-01-01T00%3A00%3A00Z&limit=5"),
            (Query{{"since", "2017-01-01T00:00:00Z"}, {"limit", "5"}}));
  EXPECT_EQ(*parse_query("q=a+b%2Bc"), (Query{{"q", "a b+c"}}));
}

TEST(ParseQuery, RefusesANameWithoutAValue) {
  EXPECT_EQ(*parse_query("a=1&&c=="), (Query{{"a", "1"}, {"c", "="}}));
  EXPECT_EQ(*parse_query("cursor="), (Query{{"cursor", ""}})) << "the first page";
  for (const auto* bare : {"dry_run", "dry_run=", "a=1&dry_run&b=2"}) {
    EXPECT_EQ(parse_query(bare).error(),
              "The query parameter `dry_run` has no value; give it one or leave it out.")
        << bare;
  }
}

TEST(ParseQuery, RefusesARepeatedName) {
  EXPECT_FALSE(parse_query("a=1&b=2&a=1"));
  EXPECT_EQ(parse_query("a=1&%61=2").error(), "The query parameter `a` occurs twice; give it once.");
}

TEST(ParseQuery, RefusesInvalidPercentEncodedUtf8) {
  for (const auto* wrong : {"a=%", "a=%4", "%zz=1", "a=%FF", "%C3=1"}) {
    EXPECT_FALSE(parse_query(wrong)) << wrong;
  }
}

TEST(Request, GivesAnEmptyTextForAMissingParameter) {
  Request request;
  request.query = {{"limit", "5"}};
  EXPECT_EQ(request.asked("limit"), "5");
  EXPECT_EQ(request.asked("cursor"), "");
}

}  // namespace
}  // namespace raccordo::app
