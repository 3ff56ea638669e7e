// CSV documents: dialects, ragged rows, groups, encodings, limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "csv_samples.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::HasSubstr;

constexpr const char* kNote = "person.household.type";

TEST(CsvDocument, ReadsQuotesLineBreaksAndEveryLineEnd) {
  for (const std::string end : {"\r\n", "\n", "\r"}) {
    auto text = "\xEF\xBB\xBF" + kHeader + row("1", "\"a;\"\"b\"\"\r\nc\"") + row("2") +
                "3;016024;2017-03-01;RSSMRA80A01F205X;z";
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos; at += end.size())
      text.replace(at, 2, end);
    const auto result = decode(profile(), text);
    EXPECT_EQ(result.broken(), "whole");
    ASSERT_EQ(result.records.size(), 3U);
    EXPECT_EQ(result.records[0].value(kNote), end == "\r\n" ? "a;\"b\"  c" : "a;\"b\" c");
    EXPECT_EQ(result.records[1].value(kNote), "(absent)");
    EXPECT_EQ(result.records[2].value(kNote), "z");
    for (const auto& record : result.records) EXPECT_TRUE(record.issues.empty());
  }
}

TEST(CsvDocument, SkipsBlankRowsButCountsThem) {
  const auto result = decode(profile(), "\n" + kHeader + "\r\n;;;;\r\n" + row("x") + "\r\n ;\t;\r\n\x1A");
  EXPECT_EQ(result.broken(), "whole");
  EXPECT_EQ(result.records.size(), 1U);
  const auto late = decode(profile(), kHeader + "\r\n" + "7;;;;\r\n");
  ASSERT_EQ(late.records.size(), 1U);
  EXPECT_EQ(late.records[0].issues[0].at.number, 3U);
}

TEST(CsvDocument, RequiresAHeaderWithTheColumnsOfTheProfile) {
  EXPECT_EQ(decode(profile(), "").broken(), "malformed-document");
  EXPECT_EQ(decode(profile(), kHeader).broken(), "whole");
  EXPECT_EQ(decode(profile(), kHeader).end.records, 0U);
  const auto missing = decode(profile(), "ID;COMUNI;DAL;CF;NOTE\n");
  EXPECT_EQ(missing.broken(), "malformed-document");
  EXPECT_THAT(missing.end.broken->message,
              HasSubstr("`COMUNE` is missing in the header; the header has `COMUNI` for `COMUNE`"));
  for (const std::string seen : {"comune", "COMU\xC2\xA0NE", "CO MUNE"}) {
    EXPECT_THAT(decode(profile(), "ID;" + seen + ";DAL;CF;NOTE\n").end.broken->message,
                HasSubstr("has `" + seen + "` for `COMUNE` (they differ only in letter case, blanks"));
  }
  EXPECT_THAT(decode(profile(), "ID;COMUNI;DALL;CF;NOTE\n").end.broken->message,
              AllOf(HasSubstr("the columns `COMUNE`, `DAL` are missing in the header"),
                    HasSubstr("`COMUNI` for `COMUNE`, `DALL` for `DAL`")));
  EXPECT_THAT(decode(profile(), "ID,COMUNE,DAL,CF,NOTE\n").end.broken->message,
              HasSubstr("the delimiter expected is `;`"));
  const auto twice = decode(profile(), "ID;COMUNE;DAL;CF;NOTE;ID\n");
  EXPECT_THAT(twice.end.broken->message, HasSubstr("`ID` occurs twice"));
  EXPECT_EQ(decode(profile(), "ID;COMUNE;DAL;CF;NOTE;;\n").broken(), "whole");
  EXPECT_THAT(decode(profile(), "ID;\xE8\n").end.broken->message, HasSubstr("not in the expected encoding"));
}

TEST(CsvDocument, QuotesATitleButNotADataRowInPlaceOfTheHeader) {
  const auto title =
      decode(profile(), "Estrazione delle cartelle;;;;\n" + kHeader + "\n").end.broken->message;
  EXPECT_THAT(title, HasSubstr("row 1 was read as the header: `Estrazione delle cartelle"));
  for (const std::string row : {"ROSSI;MARIO;BERGAMO;12;x", "1;016024;2017-03-01;RSSMRA80A01F205X;"}) {
    const auto told = decode(profile(), row + "\n").end.broken->message;
    EXPECT_THAT(told, HasSubstr("seems to hold values, not names; send a header row"));
    EXPECT_THAT(told, Not(AnyOf(HasSubstr("ROSSI"), HasSubstr("RSSMRA"))));
  }
}

TEST(CsvDocument, SaysHowManyLinesTheProfileSkipsBeforeTheHeader) {
  const auto told = decode(profile("delimiter: \";\", skip_lines: 2"), "a\nb\n1;016024;2017-03-01;x;y\n");
  EXPECT_THAT(told.end.broken->message,
              HasSubstr("the profile skips the first 2 lines; row 3 was read as the header"));
}

TEST(CsvDocument, NamesTheColumnOfAMissingValue) {
  const auto result = decode(profile(), kHeader + "\n1;016024;2017-03-01;;\n");
  const auto* missing = result.records.at(0).issue(IssueCode::missing_field);
  ASSERT_NE(missing, nullptr);
  EXPECT_THAT(missing->message,
              HasSubstr("missing or empty; add it: the profile reads it from the column `CF`"));
}

TEST(CsvDocument, RejectsRaggedRowsAndContinues) {
  const auto result = decode(profile(), kHeader + "1;016024;2017-03-01\r\n" +
                                            "2;016024;2017-03-01;RSSMRA80A01F205X;;surplus\r\n" +
                                            "3;016024;2017-03-01;RSSMRA80A01F205X;;;\r\n" + row("4"));
  ASSERT_EQ(result.records.size(), 4U);
  const auto* shorter = result.records[0].issue(IssueCode::missing_field);
  ASSERT_TRUE(shorter);
  EXPECT_EQ(shorter->at.number, 2U);
  EXPECT_EQ(shorter->at.path, "CF");
  EXPECT_EQ(shorter->record_id, "1");
  ASSERT_TRUE(result.records[1].issue(IssueCode::unknown_item));
  EXPECT_EQ(result.records[1].issues[0].severity, model::Severity::error);
  EXPECT_TRUE(result.records[2].issues.empty());
  EXPECT_TRUE(result.records[3].issues.empty());
  EXPECT_EQ(result.broken(), "whole");
}

TEST(CsvDocument, RejectsTextAfterAClosingQuote) {
  const auto result = decode(profile(), kHeader + row("1", "\"a\"b") + row("2", "5\" pipe"));
  ASSERT_EQ(result.records.size(), 2U);
  ASSERT_TRUE(result.records[0].issue(IssueCode::malformed_document));
  EXPECT_EQ(result.records[0].issues[0].at.path, "NOTE");
  EXPECT_EQ(result.records[1].value(kNote), "5\" pipe");
}

TEST(CsvDocument, EnforcesTheLimitOfARow) {
  const auto text = row("1", "abc");
  const std::size_t kept =
      text.size() - 6 + 4;  // without delimiters and line end; four cells precede the last
  const auto at = decode(profile(), kHeader + text, test_context({kept, 8}));
  EXPECT_TRUE(at.records.at(0).issues.empty());
  const auto above = decode(profile(), kHeader + row("1", "abcd") + text, test_context({kept, 8}));
  ASSERT_EQ(above.records.size(), 2U);
  ASSERT_EQ(above.records[0].issues.size(), 1U);
  EXPECT_TRUE(above.records[0].issue(IssueCode::record_too_large));
  EXPECT_TRUE(above.records[1].issues.empty());
}

TEST(CsvDocument, GroupsAdjacentRowsWithOneKey) {
  const auto grouped = profile("delimiter: \";\", group_by: ID",
                               "  interventions: {each: {rows: {COMUNE: \"016024\"}}, fields: {id: {from: "
                               "NOTE}, start: {from: $root.DAL}}}\n");
  const auto result = decode(grouped, kHeader + row("1", "a") + "1;x;2018-01-01;;b\r\n" + row("1 ", "c") +
                                          row("2", "d") + row("1", "e"));
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_EQ(result.records[0].value("interventions[0].id"), "a");
  EXPECT_EQ(result.records[0].value("interventions[1].id"), "c");
  EXPECT_EQ(result.records[0].value("interventions[1].start"), "2017-03-01");
  EXPECT_EQ(result.records[0].value("interventions[2].id"), "(absent)");
  EXPECT_EQ(result.records[2].value("interventions[0].id"), "e");
}

TEST(CsvDocument, GroupsByAColumnThatTheProfileWritesWithBlanks) {
  const auto grouped = profile("delimiter: \";\", group_by: \" ID \"");
  EXPECT_EQ(decode(grouped, kHeader + row("1") + row("1") + row("2")).records.size(), 2U);
}

TEST(CsvDocument, SeparatesRowsWithoutKey) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  EXPECT_EQ(decode(grouped, kHeader + row("") + row("")).records.size(), 2U);
}

TEST(CsvDocument, LimitsAGroup) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  std::string text = kHeader;
  for (int i = 0; i < 100; ++i) text += row("1");
  const auto result = decode(grouped, text + row("2"), test_context({1000, 8}));
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_TRUE(result.records[0].issue(IssueCode::record_too_large));
  EXPECT_TRUE(result.records[1].issues.empty());
}

TEST(CsvDocument, ReadsOtherEncodings) {
  const auto body = kHeader + row("1", "et\xE0");
  EXPECT_EQ(
      decode(profile("delimiter: \";\"", "", "encoding: iso-8859-15\n"), body).records.at(0).value(kNote),
      "et\xC3\xA0");
  EXPECT_EQ(decode(profile("delimiter: \";\"", "", "encoding: windows-1252\n"), kHeader + row("1", "\x80"))
                .records.at(0)
                .value(kNote),
            "\xE2\x82\xAC");
  std::string wide = "\xFF\xFE";
  for (const char c : kHeader + row("1", "ciao")) {
    wide += c;
    wide += '\0';
  }
  const auto utf16 = profile("delimiter: \";\"", "", "encoding: utf-16\n");
  EXPECT_EQ(decode(utf16, wide).records.at(0).value(kNote), "ciao");
  wide.pop_back();
  EXPECT_EQ(decode(utf16, wide).records.size(), 2U);  // the incomplete character is a row with an error
}

TEST(CsvDocument, RejectsRowsWithInvalidBytes) {
  const auto undefined = decode(profile("delimiter: \";\"", "", "encoding: windows-1252\n"),
                                kHeader + row("1", "\x81") + row("2"));
  ASSERT_EQ(undefined.records.size(), 2U);
  ASSERT_TRUE(undefined.records[0].issue(IssueCode::bad_encoding));
  EXPECT_EQ(undefined.records[0].issues[0].at.path, "NOTE");
  EXPECT_EQ(undefined.records[0].issues[0].at.number, 2U);
  EXPECT_TRUE(undefined.records[1].issues.empty());
  const auto latin = decode(profile(), kHeader + row("1", "et\xE0") + row("2", "\xC3\xA0"));
  ASSERT_EQ(latin.records.size(), 2U);
  ASSERT_EQ(latin.records[0].issues.size(), 1U);
  EXPECT_EQ(latin.records[0].issues[0].code, IssueCode::bad_encoding);
  EXPECT_EQ(latin.records[0].issues[0].field, kNote);
  EXPECT_EQ(latin.records[0].value(kNote), "(absent)");
  EXPECT_TRUE(latin.records[1].issues.empty());
}

TEST(CsvDocument, ReadsColumnsByNumberWithoutAHeader) {
  const auto numbered = test_profile(
      "source: prova\nformat: csv\ncsv: {delimiter: \"\\t\", quote: \"\", header: false, group_by: "
      "\"1\"}\nfields:\n"
      "  record_id: {from: \"1\"}\n  owner: {from: \"2\"}\n  opened: {from: \"3\"}\n  person: {from: "
      "\"4\"}\n");
  const auto result = decode(
      numbered, "\"1\t016024\t2017-03-01\tRSSMRA80A01F205X\n2\t016024\t2017-03-01\tRSSMRA80A01F205X\n");
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.records[0].value("record_id"), "\"1");
  EXPECT_TRUE(result.records[1].issues.empty());
  EXPECT_EQ(decode(numbered, "").broken(), "malformed-document");
}

TEST(CsvDocument, UsesConstantMemoryForManyRows) {
  RepeatedText source(kHeader, row("1", "\"a b\""), "", 50'000);
  const auto context = test_context();
  const auto used = profile();
  const auto decoder = make_decoder(used, context, model::DocumentFormat::csv, source);
  std::uint64_t count = 0;
  while (const auto record = decoder->next()) count += record->issues.empty() ? 1U : 0U;
  EXPECT_EQ(count, 50'000U);
}

}  // namespace
}  // namespace raccordo::codecs
