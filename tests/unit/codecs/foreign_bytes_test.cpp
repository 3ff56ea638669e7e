#include "codecs/foreign_bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;

constexpr std::string_view kCsvProfile =
    "source: prova\nformat: csv\nfields:\n"
    "  record_id: {from: ID}\n  owner: {from: COMUNE, type: istat}\n  opened: {from: DAL, type: date}\n"
    "  person: {from: CF, type: person-id}\n"
    "  person.household.members: {from: N, type: integer}\n";

Decoded read_csv(std::string_view document, std::string_view head = "") {
  auto yaml = std::string(kCsvProfile);
  yaml.insert(yaml.find("fields:"), head);
  return decode(test_profile(yaml), document);
}

/// Expects one issue and no record.
std::string refusal(const Decoded& result) {
  EXPECT_TRUE(result.records.empty());
  if (!result.end.broken) return "read";
  EXPECT_EQ(result.end.broken->code, model::IssueCode::malformed_document);
  return result.end.broken->message;
}

TEST(ForeignBytes, NameTheActualFormatAndWhatToDo) {
  const std::pair<std::string_view, std::string_view> samples[] = {
      {"\x1F\x8B\x08\x00"sv, "a gzip file, not CSV; send it with the header `Content-Encoding: gzip`"},
      {"\x28\xB5\x2F\xFD\x04"sv, "a zstd file"},
      {"PK\x03\x04\x14\x00[Content_Types].xml..xl/workbook.xml"sv, "an Excel workbook (.xlsx)"},
      {"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv, "a spreadsheet (.ods)"},
      {"PK\x03\x04\x14\x00"
       "casi.csv"sv,
       "a ZIP archive, not CSV; unpack it"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00"sv, "(.xls, .doc)"},
      {"%PDF-1.7\n"sv, "a PDF file"},
      {"\xEF\xBB\xBF \n<!DOCTYPE HTML><html><body>Accesso negato"sv, "a web page (HTML)"},
      {"\xFF\xFEI\x00"
       "D\x00"sv,
       "the document is UTF-16"},
      {"I\x00"
       "D\x00,\x00"
       "C\x00O\x00M\x00U\x00N\x00"sv,
       "but UTF-8 is expected"},
      {"<?xml version=\"1.0\"?><a/>"sv, "this is XML, but CSV is expected"},
      {"{\"cartelle\":[]}"sv, "this is JSON, but CSV is expected"}};
  for (const auto& [bytes, told] : samples) EXPECT_THAT(refusal(read_csv(bytes)), HasSubstr(told));
}

TEST(ForeignBytes, AreReportedInEveryFormat) {
  for (const auto format : model::document_formats()) {
    for (const auto bytes : {"\x1F\x8B\x08"sv, "%PDF-1.4"sv, "<html><body/></html>"sv})
      EXPECT_TRUE(foreign_content(bytes, format, "")) << static_cast<int>(format);
  }
  EXPECT_THAT(foreign_content("[{\"id\":1}]", model::DocumentFormat::xml, "").value_or(""),
              HasSubstr("this is JSON"));
  EXPECT_THAT(refusal(decode(test_profile(json_profile()), "\x1F\x8B\x08\x00 "sv)), HasSubstr("gzip"));
}

TEST(ForeignBytes, AMultiLineJsonDocumentIsNotNdjson) {
  for (const auto* text : {"{\n \"id\": 1\n}", "[\n{}\n]", "[{\"id\":1}]"})
    EXPECT_THAT(foreign_content(text, model::DocumentFormat::ndjson, "").value_or(""),
                HasSubstr("over several lines"))
        << text;
  for (const auto* text : {"{\"id\":1}\n{\"id\":2}", "", "{", "\n"})
    EXPECT_FALSE(foreign_content(text, model::DocumentFormat::ndjson, "")) << text;
}

TEST(ForeignBytes, AreNotReportedForValidDocuments) {
  EXPECT_FALSE(foreign_content("ID;COMUNE\n1;\"{x\"\n", model::DocumentFormat::csv, "WINDOWS-1252"));
  EXPECT_FALSE(foreign_content("\xEF\xBB\xBFID;COMUNE\n", model::DocumentFormat::csv, ""));
  EXPECT_FALSE(foreign_content("{\"a\":1}", model::DocumentFormat::json, ""));
  EXPECT_FALSE(foreign_content("\xFF\xFE<\x00"sv, model::DocumentFormat::xml, ""));
  EXPECT_FALSE(foreign_content("\xFF\xFEI\x00"sv, model::DocumentFormat::csv, "UTF-16LE"));
  EXPECT_FALSE(foreign_content("", model::DocumentFormat::csv, ""));
  EXPECT_THAT(foreign_content("\xEF\xBB\xBFID", model::DocumentFormat::csv, "UTF-16LE").value_or(""),
              HasSubstr("the document is UTF-8, but UTF-16LE is expected"));
}

TEST(ByteOrderMark, BeforeASingleByteEncodingAllowsBothEncodings) {
  const std::string header = "\xEF\xBB\xBFID,COMUNE,DAL,CF,N\n",
                    rest = ",016024,2017-03-01,RSSMRA80A01F205X,2\n";
  for (const std::string_view id : {"perch\xC3\xA8"sv, "perch\xE8"sv, "\xE2\x82\xAC 5"sv, "\x80 5"sv}) {
    const auto result = read_csv(header + std::string(id) + rest, "encoding: windows-1252\n");
    ASSERT_EQ(result.records.size(), 1U);
    EXPECT_TRUE(result.records[0].issues.empty());
    EXPECT_TRUE(result.end.warnings.empty());
    const auto wanted = id.size() < 5 || id.front() == '\xE2' ? "\xE2\x82\xAC 5" : "perch\xC3\xA8";
    EXPECT_EQ(result.records[0].value("record_id"), wanted);
  }
}

TEST(ByteOrderMark, BeforeAHeaderIsNotPartOfAName) {
  const std::string header = "ID,COMUNE,DAL,CF,N\n", rest = "1,016024,2017-03-01,RSSMRA80A01F205X,2\n";
  for (const std::string mark : {"\xEF\xBB\xBF", "\xEF\xBB\xBF\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF"}) {
    const auto result = read_csv(mark + header + rest + mark + header);
    ASSERT_EQ(result.records.size(), 2U) << result.broken();
    EXPECT_TRUE(result.records[0].issues.empty());
    ASSERT_EQ(result.records[1].issues.size(), 1U);
    EXPECT_THAT(result.records[1].issues[0].message, HasSubstr("repeats the header"));
  }
}

TEST(ByteOrderMark, MayPrecedeADocumentOfAnyLength) {
  std::string document = "\xEF\xBB\xBFID,COMUNE,DAL,CF,N\n";
  for (int i = 0; i < 3000; ++i)
    document +=
        std::to_string(i) + (i % 2 == 0 ? "\xC3\xA8" : "\xE8") + ",016024,2017-03-01,RSSMRA80A01F205X,2\n";
  document += "\xC3";
  const auto result = read_csv(document, "encoding: windows-1252\n");
  ASSERT_EQ(result.records.size(), 3001U);
  for (std::size_t i = 0; i < 3000; ++i)
    ASSERT_EQ(result.records[i].value("record_id"), std::to_string(i) + "\xC3\xA8");
}

const std::string kHeader = "ID,COMUNE,DAL,CF,N\n";
const std::string kGood = "1,016024,2017-03-01,RSSMRA80A01F205X,2\n";

TEST(Consequences, OfARowWithMisplacedCellsAreNotReported) {
  const auto result = read_csv(kHeader + "7,016024,Via Roma, 3,2017-03-01,RSSMRA80A01F205X,2\n" + kGood +
                               "8,\"016024,2017-03-01,RSSMRA80A01F205X,2\n" + kGood);
  ASSERT_EQ(result.records.size(), 4U);
  for (const std::size_t at : {0U, 2U}) {
    const auto& record = result.records[at];
    ASSERT_EQ(record.issues.size(), 1U) << record.issues[1].message;
    EXPECT_EQ(record.issues[0].record_id, at == 0 ? "7" : "8");
    EXPECT_EQ(record.values, std::vector<std::string>{"record_id=" + record.issues[0].record_id});
  }
  EXPECT_TRUE(result.records[1].issues.empty());
}

TEST(Consequences, OfAShortRowAreNotReported) {
  const auto result = read_csv(kHeader + "7,016024\n");
  ASSERT_EQ(result.records.at(0).issues.size(), 1U);
  EXPECT_THAT(result.records[0].issues[0].message, HasSubstr("has 2 cells where 5 are expected"));
}

TEST(ManyIssues, ReportThatThereMayBeMore) {
  const auto plans = [](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += (i == 0 ? "" : ",") + std::string(R"({"e":"x"})");
    return decode(test_profile(json_profile(
                      "  plans: {each: \"$.p[*]\", fields: {value: {from: $.e, type: money}}}\n")),
                  json_document(json_record("1", R"("p":[)" + out + "]")));
  };
  const auto few = plans(999).records.at(0);
  EXPECT_EQ(few.issues.size(), 999U);
  const auto many = plans(1500).records.at(0);
  ASSERT_EQ(many.issues.size(), 1001U);
  EXPECT_THAT(many.issues[0].message, HasSubstr("only the first 1000 issues"));
  EXPECT_EQ(many.issues[0].severity, model::Severity::warning);
}

TEST(Consequences, AfterLostFramingTheRecordsReadAreReported) {
  const auto result = decode(test_profile(json_profile()), R"({"cartelle":[)" + json_record("1") + "} x");
  ASSERT_TRUE(result.end.broken);
  EXPECT_THAT(result.end.broken->message,
              HasSubstr("the 1 record before this place were read, nothing after it"));
}

}  // namespace
}  // namespace raccordo::codecs
