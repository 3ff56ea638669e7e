// A document read without a store: the records and issues that `decode` prints.
#include "app/ingest/dry_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "support/fixed_clock.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class DryRunTest : public testing::Test {
 protected:
  struct Result {
    bool whole = false;
    std::vector<std::string> records, issues;
  };
  Result read(const std::string& document, const std::string& source = kIsola,
              model::DocumentFormat format = model::DocumentFormat::json) {
    Result result;
    codecs::MemorySource input(document);
    const auto& shared = SceneTemplate::get();
    const auto tables = ActiveTables::from_files(shared.book, clock_);
    const auto keys = example_keyring();
    const auto keep = [](std::vector<std::string>& lines) {
      return [&lines](const std::string& line) {
        EXPECT_FALSE(rapidjson::Document().Parse(line.c_str()).HasParseError()) << line;
        EXPECT_EQ(line.find('\n'), line.npos);
        lines.push_back(line);
      };
    };
    result.whole = dry_run({tables.get(), keys.get(), &clock_, source, format}, input, keep(result.records),
                           keep(result.issues));
    return result;
  }

  support::FixedClock clock_;
};

TEST_F(DryRunTest, PrintsEveryRecordWithItsPersonAndSharedCodes) {
  const auto result = read(isola_document(2));
  EXPECT_TRUE(result.whole);
  ASSERT_EQ(result.records.size(), 2U);
  EXPECT_THAT(result.records[0], AllOf(HasSubstr("\"record_id\":\"IB-0\""), HasSubstr("RTONNA48D52A794K"),
                                       HasSubstr("\"type\":\"anziani.assistenza-domiciliare\"")));
  EXPECT_THAT(result.issues, IsEmpty());
}

TEST_F(DryRunTest, PrintsAnUnmappedCodeInItsPlaceAndAnIssue) {
  const auto result = read(isola_document(0, 1));
  ASSERT_EQ(result.records.size(), 1U);
  EXPECT_THAT(result.records[0], HasSubstr("{\"source_code\":\"ANZ|SAD8\"}"));
  ASSERT_EQ(result.issues.size(), 1U);
  EXPECT_THAT(result.issues[0], AllOf(HasSubstr("unmapped-code"), HasSubstr("/cartelle/0/interventi/0")));
}

TEST_F(DryRunTest, DoesNotPrintARejectedRecord) {
  auto wrong = case_of(1);
  wrong.replace(wrong.find("RTONNA48D52A794K"), 16, "RTONNA48D52A794A");
  const auto result = read("{\"cartelle\":[" + wrong + "," + case_of(2) + "]}");
  EXPECT_TRUE(result.whole);
  ASSERT_EQ(result.records.size(), 1U);
  EXPECT_THAT(result.records[0], HasSubstr("IB-2"));
  ASSERT_EQ(result.issues.size(), 1U);
  EXPECT_THAT(result.issues[0], AllOf(HasSubstr("bad-fiscal-code"), Not(HasSubstr("RTONNA48D52A794A"))));
}

TEST_F(DryRunTest, FindsARecordThatOccursTwiceButNotTheCorrectedCopyOfARejectedOne) {
  EXPECT_THAT(read("{\"cartelle\":[" + case_of(1) + "," + case_of(1) + "]}").issues,
              testing::ElementsAre(HasSubstr("duplicate-record")));
  auto wrong = case_of(1);
  wrong.replace(wrong.find("RTONNA48D52A794K"), 16, "RTONNA48D52A794A");
  EXPECT_EQ(read("{\"cartelle\":[" + wrong + "," + case_of(1) + "]}").issues.size(), 1U);
}

TEST_F(DryRunTest, ReportsWhereABrokenDocumentEndsAndKeepsTheRecordsBefore) {
  auto document = isola_document(2);
  document.resize(document.size() - 20);
  const auto result = read(document);
  EXPECT_FALSE(result.whole);
  EXPECT_EQ(result.records.size(), 1U);
  ASSERT_FALSE(result.issues.empty());
  EXPECT_THAT(result.issues.back(), HasSubstr("truncated-document"));
}

TEST_F(DryRunTest, ReportsDocumentsThatAreNone) {
  for (const auto& document :
       {std::string(), std::string("{}"), std::string("null"), std::string("PK\x03\x04"),
        std::string(300'000, '['), std::string("{\"cartelle\":"), std::string("\xFF\xFE{\0", 4)}) {
    const auto result = read(document);
    EXPECT_FALSE(result.whole) << document.substr(0, 20);
    EXPECT_THAT(result.records, IsEmpty());
    ASSERT_FALSE(result.issues.empty());
    EXPECT_THAT(result.issues.back(), HasSubstr("malformed-document")) << document.substr(0, 20);
  }
  EXPECT_TRUE(read("{\"cartelle\":[]}").whole) << "an empty list has no records";
}

TEST_F(DryRunTest, MasksAnIdentifierInACode) {
  for (const auto* code : {"RTONNA48D52A794K", "ＲＴＯＮＮＡ４８Ｄ５２Ａ７９４Ｋ"}) {
    auto record = case_of(1, code);
    record.replace(record.find("\"cf\":\"RTONNA48D52A794K\""), 23, "\"cf\":\"LCTGPP35T08I919K\"");
    record.replace(record.find("1948-04-12"), 10, "1935-12-08");
    const auto result = read("{\"cartelle\":[" + record + "]}");
    for (const auto& lines : {result.records, result.issues}) {
      ASSERT_EQ(lines.size(), 1U);
      EXPECT_THAT(lines[0], AllOf(HasSubstr("[identificativo "), Not(HasSubstr(code))));
    }
  }
}

TEST_F(DryRunTest, ReadsTheLinesOfAnNdjsonDocumentEachByItself) {
  const auto result =
      read(case_of(1) + "\n{\"id\":\n" + case_of(2) + "\n", kIsola, model::DocumentFormat::ndjson);
  EXPECT_TRUE(result.whole);
  EXPECT_EQ(result.records.size(), 2U);
  EXPECT_EQ(result.issues.size(), 1U);
}

}  // namespace
}  // namespace raccordo::app
