// The form of every list of the API.
#include "app/forms/page_json.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace raccordo::app {
namespace {

const auto kWriteText = [](base::JsonWriter& writer, const std::string& item) { base::text(writer, item); };

std::string page_of(const std::vector<std::string>& items, std::string_view next) {
  return page_json(items, next, kWriteText);
}

TEST(PageJson, EmptyListHasItemsAndNoNext) { EXPECT_EQ(page_of({}, ""), R"({"items":[],"next":null})"); }

TEST(PageJson, ItemsKeepTheirOrderAndNextIsTheCursor) {
  EXPECT_EQ(page_of({"b", "a"}, "C1"), R"({"items":["b","a"],"next":"C1"})");
}

TEST(PageJson, QuotesItemsAndCursorsThatHoldSignsOfJson) {
  EXPECT_EQ(page_of({"\"],\"next\":\"x"}, "a\"b\\\n"), R"({"items":["\"],\"next\":\"x"],"next":"a\"b\\\n"})");
  EXPECT_EQ(page_of({std::string("a\0b", 3)}, std::string_view("c\0d", 3)),
            R"({"items":["a\u0000b"],"next":"c\u0000d"})");
}

TEST(PageJson, PageInAnObjectLeavesRoomForOtherMembers) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "before", "1");
  write_page(writer, std::vector<std::string>{"a"}, "", kWriteText);
  base::put(writer, "after", "2");
  writer.EndObject();
  EXPECT_TRUE(writer.IsComplete());
  EXPECT_EQ(base::view(buffer), R"({"before":"1","items":["a"],"next":null,"after":"2"})");
}

}  // namespace
}  // namespace raccordo::app
