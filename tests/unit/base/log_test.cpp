#include "base/log.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"

namespace raccordo::base {
namespace {

std::string logged(LogLevel threshold, LogLevel level, std::initializer_list<LogValue> fields) {
  set_log_level(threshold);
  testing::internal::CaptureStderr();
  log(level, "submission-ended", fields);
  EXPECT_TRUE(flush_log(std::chrono::seconds(60)));
  set_log_level(LogLevel::info);
  return testing::internal::GetCapturedStderr();
}

TEST(Log, WritesOneJsonObjectPerLine) {
  const auto line = logged(LogLevel::info, LogLevel::warn,
                           {{LogField::source, "a\"b\n{}%"}, {LogField::status, std::int64_t{201}}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  rapidjson::Document json;
  json.Parse(line.c_str());
  ASSERT_FALSE(json.HasParseError()) << line;
  EXPECT_EQ(view(json["level"]), "warn");
  EXPECT_EQ(view(json["event"]), "submission-ended");
  EXPECT_EQ(view(json["source"]), "a\"b\n{}%");
  EXPECT_EQ(json["status"].GetInt(), 201);
  EXPECT_TRUE(json.HasMember("time"));
}

TEST(Log, DropsLinesBelowItsLevel) {
  EXPECT_EQ(logged(LogLevel::warn, LogLevel::info, {}), "");
  EXPECT_NE(logged(LogLevel::warn, LogLevel::warn, {}), "");
}

TEST(Log, UsesTheDocumentedFieldNames) {
  const auto line = logged(LogLevel::info, LogLevel::info,
                           {{LogField::request_id, "1"}, {LogField::micros, "2"}, {LogField::peer, "3"}});
  for (const auto* part : {R"("request_id":"1")", R"("micros":"2")", R"("peer":"3")"}) {
    EXPECT_NE(line.find(part), line.npos) << line;
  }
}

}  // namespace
}  // namespace raccordo::base
