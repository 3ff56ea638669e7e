#include "app/forms/body_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kExample = R"({"source":"bergamo","version":8})";

struct Body {
  std::string source, reason = "as it was";
  std::int32_t version = 0;
  bool force = false;
  std::optional<Problem> problem;
};

Body read(const std::string& json) {
  Body out;
  out.problem = read_body(json, kExample,
                          {{"source", &out.source, Need::required},
                           {"reason", &out.reason, Need::optional, 5},
                           {"version", &out.version},
                           {"force", &out.force}});
  return out;
}

/// `pointer: message` of each fault, or the detail if there are none.
std::vector<std::string> faults(const std::string& json) {
  const auto body = read(json);
  std::vector<std::string> out;
  if (!body.problem) return out;
  EXPECT_EQ(body.problem->code, "bad-request") << json;
  EXPECT_THAT(body.problem->detail, EndsWith("such as " + std::string(kExample) + ".")) << json;
  for (const auto& fault : body.problem->faults) out.push_back(fault.column + ": " + fault.message);
  if (out.empty()) out.push_back(body.problem->detail);
  return out;
}

TEST(BodyReader, FillsEachMember) {
  const auto body = read(R"({"force":true,"version":2147483647,"reason":"12345","source":"bergamo"})");
  EXPECT_FALSE(body.problem);
  EXPECT_EQ(body.source, "bergamo");
  EXPECT_EQ(body.reason, "12345");
  EXPECT_EQ(body.version, 2147483647);
  EXPECT_TRUE(body.force);
}

TEST(BodyReader, LeavesWhatIsAbsentOrNullAsItWas) {
  const auto body = read(R"({"source":"bergamo","reason":null,"version":null,"force":null})");
  EXPECT_FALSE(body.problem);
  EXPECT_EQ(body.reason, "as it was");
  EXPECT_EQ(body.version, 0);
  EXPECT_FALSE(body.force);
}

TEST(BodyReader, NamesPlaceExpectedFoundAndWhatToDoOfAllFaultsAtOnce) {
  EXPECT_THAT(
      faults(R"({"source":7,"reason":["x"],"version":"8","force":"yes"})"),
      ElementsAre("/source: `source` must be a text; found is a number: send it in double quotes.",
                  "/reason: `reason` must be a text; found is a list: send it in double quotes.",
                  "/version: `version` must be a whole number from 1; found is a text: send one "
                  "without quotes.",
                  "/force: `force` must be true or false; found is a text: send one without quotes."));
  for (const auto* number : {"0", "-1", "8.5", "99999999999", "2147483648"}) {
    EXPECT_THAT(
        faults(std::string(R"({"source":"s","version":)") + number + "}"),
        ElementsAre("/version: `version` must be a whole number from 1; found is another number: send "
                    "one without quotes."))
        << number;
  }
}

TEST(BodyReader, WantsWhatIsRequired) {
  EXPECT_THAT(faults("{}"), ElementsAre("/source: `source` is required; add it."));
  EXPECT_THAT(faults(R"({"source":null})"), ElementsAre("/source: `source` is required; add it."));
  EXPECT_THAT(faults(R"({"source":" "})"), ElementsAre("/source: `source` is empty; give it."));
}

TEST(BodyReader, HoldsTextsToTheirLengthInBytes) {
  EXPECT_THAT(faults(R"({"source":"s","reason":"12345"})"), IsEmpty());
  EXPECT_THAT(faults(R"({"source":"s","reason":"123456"})"),
              ElementsAre("/reason: `reason` may have 5 bytes; shorten it."));
  EXPECT_THAT(faults(R"({"source":"s","reason":"ààà"})"),
              ElementsAre("/reason: `reason` may have 5 bytes; shorten it."));
}

TEST(BodyReader, RefusesUnknownMembersWithTheNearName) {
  EXPECT_THAT(faults(R"({"source":"s","reasn":"x"})"),
              ElementsAre(": The body has an unknown member `reasn`; did you mean `reason`?"));
  EXPECT_THAT(
      faults(R"({"source":"s","RSSMRA80A01F205X":1})"),
      ElementsAre(": The body has an unknown member. Members: `source`, `reason`, `version`, `force`."));
}

TEST(BodyReader, RefusesMembersThatOccurTwice) {
  EXPECT_THAT(faults(R"({"source":"s","force":true,"force":false})"),
              ElementsAre("/force: The member `force` occurs twice in the body; send it once."));
}

TEST(BodyReader, SaysWhereABodyIsNoJsonAndWhatItIsInstead) {
  EXPECT_THAT(faults(""), ElementsAre(StartsWith("This is no well-formed JSON: there is nothing in it")));
  EXPECT_THAT(faults("{\n\"source\" 1}"), ElementsAre(HasSubstr("(line 2, character 10)")));
  EXPECT_THAT(faults(R"({"source":"s"}x)"), ElementsAre(HasSubstr("something follows after the end")));
  EXPECT_THAT(faults("{\"source\":\"\xFF\"}"), ElementsAre(HasSubstr("bytes that are not UTF-8")));
  EXPECT_THAT(faults("[1]"), ElementsAre(StartsWith("The body is a list. The body must be a JSON object")));
  EXPECT_THAT(faults("null"), ElementsAre(StartsWith("The body is null.")));
  EXPECT_THAT(faults(std::string(60'000, '[')), ElementsAre(HasSubstr("no well-formed JSON")));
}

TEST(BodyReader, NeverRepeatsAValue) {
  const std::string value = "RSSMRA80A01F205X";
  for (const auto& json :
       {R"({"source":["RSSMRA80A01F205X"]})", R"({"source":"s","version":"RSSMRA80A01F205X"})",
        R"({"source":"s","reason":"RSSMRA80A01F205X"})", R"({"source":RSSMRA80A01F205X})"}) {
    const auto body = read(json);
    ASSERT_TRUE(body.problem) << json;
    EXPECT_THAT(body.problem->detail, Not(HasSubstr(value)));
    for (const auto& fault : body.problem->faults) EXPECT_THAT(fault.message, Not(HasSubstr(value)));
  }
}

}  // namespace
}  // namespace raccordo::app
