#include "app/forms/table_forms.hpp"

#include <gtest/gtest.h>

#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

TEST(StepOrder, ReadsVersionReasonAndForce) {
  const auto order = read_step_order(R"({"version":8,"reason":"because","force":true})");
  ASSERT_TRUE(order);
  EXPECT_EQ(order->version, 8);
  EXPECT_EQ(order->reason, "because");
  EXPECT_TRUE(order->force);
  const auto bare = read_step_order(R"({"version":1})");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->reason, "");
  EXPECT_FALSE(bare->force);
}

TEST(StepOrder, RefusesAnInvalidOrder) {
  for (const auto* body :
       {"", "[]", "{}", "8", R"({"version":"8"})", R"({"version":0})", R"({"version":-1})",
        R"({"version":8.5})", R"({"version":99999999999})", R"({"version":8,"reason":1})",
        R"({"version":8,"force":"yes"})", R"({"version":8}x)", "{\"version\":8,\"reason\":\"\xFF\"}"}) {
    EXPECT_FALSE(read_step_order(body)) << body;
  }
  EXPECT_FALSE(read_step_order(std::string(60'000, '[')));
}

TEST(StepOrder, AcceptsAReasonOfTwoThousandBytes) {
  const auto with_reason = [](std::size_t size) {
    return read_step_order(R"({"version":8,"reason":")" + std::string(size, 'x') + "\"}");
  };
  EXPECT_TRUE(with_reason(2000));
  EXPECT_FALSE(with_reason(2001));
}

TEST(TableForms, ALongDiffIsTruncatedAndMarked) {
  const auto table = [](int rows) {
    std::string csv = "source_code,target_code,relationship,status\n";
    for (int i = 0; i < rows; ++i) csv += std::to_string(i) + ",,,UNCHECKED\n";
    return *mapping::parse_table(csv, "", {"s", "t", "", 0}, {});
  };
  const auto before = table(1);
  const auto shown = [&](int rows) {
    const auto after = table(rows);
    const auto diff = mapping::diff_tables(before, after);
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    write_diff_members(writer, {before, after, diff, 3});
    writer.EndObject();
    rapidjson::Document document;
    document.Parse(buffer.GetString());
    return std::pair(document["added"].Size(), document["truncated"].GetBool());
  };
  EXPECT_EQ(shown(4), std::pair(3U, false));
  EXPECT_EQ(shown(5), std::pair(3U, true));
}

}  // namespace
}  // namespace raccordo::app
