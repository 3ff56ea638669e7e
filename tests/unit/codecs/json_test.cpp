// JSON and NDJSON documents: framing, records that cannot be read, limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::HasSubstr;

Profile profile() { return test_profile(json_profile()); }
Profile ndjson() {
  auto yaml = json_profile();
  yaml.replace(yaml.find("format: json\nrecords: $.cartelle[*]"), 35, "format: ndjson");
  return test_profile(yaml);
}

TEST(JsonDocument, ReturnsItsRecordsAndIgnoresOtherMembers) {
  const auto result =
      decode(profile(), "\xEF\xBB\xBF {\"a\": [1, {\"cartelle\": [2]}], \"cartelle\" : [ " +
                            json_record("1") + " , " + json_record("2") + " ] , \"z\": null }\n ");
  EXPECT_EQ(result.broken(), "whole");
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.records[1].value("record_id"), "2");
  EXPECT_EQ(result.records[1].value("person.id"), "RSSMRA80A01F205X");
  EXPECT_EQ(result.records[1].value("person.id_type"), "fiscal-code");
  EXPECT_TRUE(result.records[1].issues.empty());
}

TEST(JsonDocument, FindsRecordsAtTheTopAndDeepDown) {
  auto yaml = json_profile();
  const auto at = yaml.find("$.cartelle[*]");
  EXPECT_EQ(decode(test_profile(std::string(yaml).replace(at, 13, "$[*]")), "[" + json_record() + "]")
                .records.size(),
            1U);
  EXPECT_EQ(decode(test_profile(std::string(yaml).replace(at, 13, "$.a['b c'][*]")),
                   R"({"x":{},"a":{"y":[],"b c":[)" + json_record() + "]}}")
                .records.size(),
            1U);
  const auto one = test_profile(std::string(yaml).replace(at, 13, "$"));
  EXPECT_EQ(decode(one, json_record()).records.size(), 1U);
  EXPECT_EQ(decode(one, json_record() + json_record()).broken(), "truncated-document");
}

TEST(JsonDocument, WithAnEmptyListHasNoRecords) {
  const auto result = decode(profile(), json_document(""));
  EXPECT_EQ(result.broken(), "whole");
  EXPECT_EQ(result.end.records, 0U);
}

TEST(JsonDocument, IsMalformedIfNoRecordWasFramed) {
  for (const auto& document : {std::string(),
                               std::string("  "),
                               std::string("{}"),
                               std::string("[]"),
                               std::string("null"),
                               std::string("{\"cartelle\":null}"),
                               std::string("{\"cartelle\":{}}"),
                               std::string("{\"cartelle\":[1"),
                               std::string("{\"cartelle\":[}"),
                               std::string("{'cartelle':[]}"),
                               std::string("{\"cartelle\":[],}"),
                               std::string("{\"a\":tru,\"cartelle\":[]}"),
                               std::string("{\"a\":01,\"cartelle\":[]}"),
                               std::string("{\"a\":NaN,\"cartelle\":[]}"),
                               std::string("/* c */{\"cartelle\":[]}"),
                               std::string("{\"cartelle\":[]} x"),
                               std::string("{\"cartelle\":[]}{}"),
                               std::string("{\"cartelle\":[],\"cartelle\":[]}"),
                               std::string("{\"cartelle\":[],"),
                               std::string("{\"cartelle\":[]"),
                               std::string("{\"cartelle\" []}"),
                               std::string("{\"cartelle\":[,]}"),
                               std::string("{\"cartelle\":[{\"a\":}]}"),
                               std::string("{\"cartelle\":[{\"a\":\"\\x\"}]}"),
                               std::string("{\"cartelle\":[{\"a\":\"\n\"}]}"),
                               std::string("{\"cartelle\":[{]}]}"),
                               std::string("{\"cartelle\":[{") + '\0' + "}]}",
                               std::string("\xFF\xFE{\0", 4),
                               std::string("\0{", 2)}) {
    const auto result = decode(profile(), document);
    ASSERT_TRUE(result.end.broken) << document;
    const bool has_record = document.find("[1") != std::string::npos;
    EXPECT_EQ(result.broken(), has_record ? "truncated-document" : "malformed-document") << document;
    EXPECT_FALSE(result.end.broken->message.empty());
  }
}

TEST(JsonDocument, IsTruncatedOnceARecordWasFramed) {
  const auto good = json_record();
  for (const auto& tail : {",", ", {\"id\":", ",{\"id\":}]}", "]", "]} x", " {}]}", ",]}"}) {
    const auto result = decode(profile(), "{\"cartelle\":[" + good + tail);
    EXPECT_EQ(result.broken(), "truncated-document") << tail;
    EXPECT_EQ(result.records.size(), 1U) << tail;
    EXPECT_THAT(result.end.broken->message, HasSubstr("near line 1"));
  }
  const auto cut = decode(profile(), "{\"cartelle\":[" + good + ",\n{\"id\":\"2\",");
  EXPECT_EQ(cut.end.broken->at.path, "/cartelle/1");
  EXPECT_THAT(cut.end.broken->message, HasSubstr("near line 2"));
}

TEST(JsonDocument, RejectsOneRecordAndContinues) {
  const auto bad_bytes = decode(profile(), json_document(R"({"id":")"
                                                         "\xE8"
                                                         R"("},)" +
                                                         json_record("2")));
  EXPECT_EQ(bad_bytes.broken(), "whole");
  ASSERT_EQ(bad_bytes.records.size(), 2U);
  ASSERT_TRUE(bad_bytes.records[0].issue(IssueCode::bad_encoding));
  EXPECT_EQ(bad_bytes.records[0].issues[0].at.path, "/cartelle/0");

  const auto twice = decode(profile(), json_document(R"({"id":"1","a":{"b":1,"b":2}},)" + json_record("2")));
  ASSERT_EQ(twice.records.size(), 2U);
  ASSERT_TRUE(twice.records[0].issue(IssueCode::malformed_document));
  EXPECT_EQ(twice.records[0].issues[0].at.path, "/cartelle/0/a");
  EXPECT_TRUE(twice.records[1].issues.empty());

  const auto scalar = decode(profile(), json_document("7," + json_record("2")));
  ASSERT_EQ(scalar.records.size(), 2U);
  EXPECT_TRUE(scalar.records[0].issue(IssueCode::malformed_document));
}

TEST(JsonDocument, FindsADuplicateAmongManyMembers) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "\"m" + std::to_string(i % 39) + "\":1,";
  const auto result = decode(profile(), json_document("{" + many + "\"id\":\"1\"}"));
  EXPECT_TRUE(result.records.at(0).issue(IssueCode::malformed_document));
}

TEST(JsonDocument, EnforcesTheLimitOfOneRecord) {
  const auto record = json_record();
  const auto at = decode(profile(), json_document(record), test_context({record.size(), 256}));
  EXPECT_TRUE(at.records.at(0).issues.empty());
  const auto above = decode(profile(), json_document(record + "," + json_record("22") + "," + record),
                            test_context({record.size(), 256}));
  EXPECT_EQ(above.broken(), "whole");
  ASSERT_EQ(above.records.size(), 3U);
  ASSERT_TRUE(above.records[1].issue(IssueCode::record_too_large));
  EXPECT_EQ(above.records[1].issues[0].at.path, "/cartelle/1");
  EXPECT_TRUE(above.records[2].issues.empty());
}

TEST(JsonDocument, EnforcesTheLimitOfDepth) {
  const auto nested = [](std::size_t levels) {
    return json_document(
        json_record("1", "\"x\":" + std::string(levels - 1, '[') + std::string(levels - 1, ']')));
  };
  EXPECT_EQ(decode(profile(), nested(8), test_context({1 << 20, 8})).broken(), "whole");
  EXPECT_EQ(decode(profile(), nested(9), test_context({1 << 20, 8})).broken(), "malformed-document");
}

TEST(JsonDocument, SurvivesAHundredThousandBrackets) {
  const std::string brackets(100'000, '[');
  for (const auto& document : {brackets, "{\"cartelle\":" + brackets, json_document("{\"a\":" + brackets)}) {
    const auto result = decode(profile(), document);
    EXPECT_EQ(result.broken(), "malformed-document");
    EXPECT_TRUE(result.records.empty());
  }
}

TEST(JsonDocument, IsReadInItsDeclaredEncoding) {
  const auto latin = test_profile(
      json_profile("  person.household.type: {from: $.n, map: n}\n", "encoding: windows-1252\n"));
  const auto result = decode(latin, json_document(json_record("1", "\"n\":\"et\xE0 \x80\"")));
  EXPECT_EQ(result.records.at(0).value("person.household.type"), "et\xC3\xA0 \xE2\x82\xAC");
  const auto undefined = decode(latin, json_document(json_record("1", "\"n\":\"\x81\"")));
  EXPECT_TRUE(undefined.records.at(0).issue(IssueCode::bad_encoding));
}

TEST(JsonDocument, UsesConstantMemoryForManyRecords) {
  RepeatedText source("{\"cartelle\":[" + json_record(), "," + json_record(), "]}", 20'000);
  const auto context = test_context();
  const auto used = profile();
  const auto decoder = make_decoder(used, context, model::DocumentFormat::json, source);
  std::uint64_t count = 0;
  while (const auto record = decoder->next()) count += record->issues.empty() ? 1U : 0U;
  EXPECT_EQ(count, 20'001U);
  EXPECT_FALSE(decoder->end().broken);
}

TEST(NdjsonDocument, ReadsEachLineAsARecord) {
  const auto result = decode(ndjson(), "\xEF\xBB\xBF" + json_record("1") + "\r\n\n  \n" + json_record("2"));
  EXPECT_EQ(result.broken(), "whole");
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.records[1].value("record_id"), "2");
}

TEST(NdjsonDocument, RejectsABadLineAndContinues) {
  for (const char* bad :
       {"{", "x", "7", "{\"a\":1,\"a\":2}", "{} {}", "{\"id\":\"\xE8\"}", "[]", "{\"a\":\"\xC3\"}"}) {
    const auto result = decode(ndjson(), json_record("1") + "\n\n" + bad + "\n" + json_record("3"));
    ASSERT_EQ(result.records.size(), 3U) << bad;
    ASSERT_EQ(result.records[1].issues.size(), 1U) << bad;
    EXPECT_EQ(result.records[1].issues[0].record, 2U);
    EXPECT_THAT(result.records[1].issues[0].message, HasSubstr("line 3"));
    EXPECT_TRUE(result.records[2].issues.empty());
    EXPECT_EQ(result.broken(), "whole");
  }
}

TEST(NdjsonDocument, EnforcesTheLimitsOfALine) {
  const auto line = json_record();
  const auto limits = test_context({line.size(), 8});
  const auto result =
      decode(ndjson(), line + "\n" + line + " \n" + std::string(100'000, '[') + "\n" + line, limits);
  ASSERT_EQ(result.records.size(), 4U);
  EXPECT_TRUE(result.records[0].issues.empty());
  EXPECT_TRUE(result.records[1].issue(IssueCode::record_too_large));
  EXPECT_TRUE(result.records[2].issue(IssueCode::record_too_large));
  EXPECT_TRUE(result.records[3].issues.empty());
  const auto deep = decode(ndjson(), std::string(100'000, '[') + "\n" + line);
  EXPECT_TRUE(deep.records.at(0).issue(IssueCode::malformed_document));
  EXPECT_TRUE(deep.records.at(1).issues.empty());
}

TEST(NdjsonDocument, IsAcceptedByAJsonSource) {
  RepeatedText source("", json_record() + "\n", "", 3);
  EXPECT_EQ(decode(profile(), source, model::DocumentFormat::ndjson).records.size(), 3U);
}

}  // namespace
}  // namespace raccordo::codecs
