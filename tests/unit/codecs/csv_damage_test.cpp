// Damaged CSV documents: stray quotes, cases whose rows are not adjacent, and their cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/csv/csv_reader.hpp"
#include "csv_samples.hpp"
#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::HasSubstr;

TEST(DamagedCsv, RejectsOnlyTheRowOfAQuoteThatIsNeverClosed) {
  const auto result = decode(profile(), kHeader + row("1", "\"a\nb\"") + row("2", "\"open") + row("3"));
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_EQ(result.broken(), "whole");
  EXPECT_TRUE(result.records[0].issues.empty());
  ASSERT_EQ(result.records[1].issues.size(), 1U);
  EXPECT_EQ(result.records[1].issues[0].at.number, 3U);
  EXPECT_EQ(result.records[1].issues[0].at.path, "NOTE");
  EXPECT_THAT(result.records[1].issues[0].message, HasSubstr("row 4"));
  EXPECT_EQ(result.records[1].value("record_id"), "2");
  EXPECT_TRUE(result.records[2].issues.empty());
  EXPECT_EQ(decode(profile(), "\"ID").broken(), "malformed-document");
}

TEST(DamagedCsv, ContinuesAfterAQuoteThatIsNotClosedWithinTheLimit) {
  RepeatedText source(kHeader + "1;\"", std::string(1000, 'x') + "\n", "", 1000);
  const auto result = decode(profile(), source, model::DocumentFormat::csv, test_context({4096, 8}));
  EXPECT_EQ(result.broken(), "whole");
  EXPECT_EQ(result.records.size(), 1000U);
  for (const auto& record : result.records) EXPECT_FALSE(record.issues.empty());
}

/// Counts the bytes read, so that a test can detect repeated reading.
class CountedText final : public ByteSource {
 public:
  explicit CountedText(std::string text) : text_(std::move(text)) {}
  std::size_t read(char* into, std::size_t capacity) override {
    const auto count = std::min(capacity, text_.size() - at_);
    std::copy_n(text_.data() + at_, count, into);
    at_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

/// Bytes that the reader takes in, repeated reading included, for documents of `rows` times `line`.
std::uint64_t steps_of(const std::string& line, std::size_t rows, const std::string& tail) {
  std::string text;
  for (std::size_t i = 0; i < rows; ++i) text += line;
  CountedText source(text + tail);
  CsvReader reader(source, {';', '"', true, "", true, 0}, 1 << 20);
  reader.expect_width(3);
  CsvRow row;
  while (reader.read(row) == CsvReader::Read::row) {
  }
  return reader.bytes_taken();
}

TEST(DamagedCsv, CostOfStrayQuotesIsLinear) {
  for (const std::string line : {"\"a;b;c\n", "a;\"b;c\n", "x\";\"y\n", "\"\"\";x;\"\"\n", "a;\"\"\"b;c\n",
                                 "\";\"\n", "a;b;\"\n", "\";b;c\n", "\"a;b;c\n\"\n", "\"a\n\";\"b\n\";c\n"}) {
    for (const std::string tail : {"", "x\"\n", "\";\"\";c\n"}) {
      const auto once = steps_of(line, 2000, tail);
      const auto twice = steps_of(line, 4000, tail);
      EXPECT_LE(twice, once * 5 / 2) << line << tail;
      EXPECT_LE(twice, (4000 * line.size() + tail.size()) * 4) << line << tail;
    }
  }
}

TEST(DamagedCsv, RejectsAGroupWithADamagedRow) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  const auto result = decode(grouped, kHeader + row("1") + row("2") + row("2", "\"open") + row("3"));
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_TRUE(result.records[0].issues.empty());
  EXPECT_TRUE(result.records[1].issue(IssueCode::malformed_document));
  EXPECT_TRUE(result.records[2].issues.empty());
}

TEST(DamagedCsv, RejectsACaseSplitByARowThatIsTooLarge) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  const auto result =
      decode(grouped, kHeader + row("1") + row("1", std::string(2000, 'x')) + row("1") + row("2"),
             test_context({1000, 8}));
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_TRUE(result.records[0].issue(IssueCode::record_torn));
  EXPECT_TRUE(result.records[1].issue(IssueCode::record_too_large));
  EXPECT_TRUE(result.records[2].issues.empty());
}

TEST(DamagedCsv, FindsTornCasesAmongMany) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  std::string text = kHeader;
  for (int i = 0; i < 3000; ++i) text += row(std::to_string(i)) + row(std::to_string(i));
  const auto result = decode(grouped, text + row("77"));
  ASSERT_EQ(result.records.size(), 3001U);
  for (std::size_t i = 0; i < result.records.size(); ++i) {
    const bool torn = i == 77 || i == 3000;
    EXPECT_EQ(result.records[i].issue(IssueCode::record_torn) != nullptr, torn) << i;
  }
}

TEST(DamagedCsv, ReportsLaterRowsOnlyIfTheInputCannotBeReread) {
  const auto grouped = profile("delimiter: \";\", group_by: ID");
  CountedText pipe(kHeader + row("1") + row("2") + row("1"));
  const auto result = decode(grouped, pipe, model::DocumentFormat::csv);
  ASSERT_EQ(result.records.size(), 3U);
  EXPECT_TRUE(result.records[0].issues.empty());
  EXPECT_TRUE(result.records[2].issue(IssueCode::record_torn));
}

TEST(DamagedCsv, RefusesAnUnsortedDocumentThatIsTooLargeToSort) {
  const auto unsorted = profile("delimiter: \";\", group_by: ID, sorted: false");
  RepeatedText source(kHeader, row("1", std::string(1 << 20, 'x')), "", 70);
  const auto result = decode(unsorted, source, model::DocumentFormat::csv);
  EXPECT_EQ(result.broken(), "malformed-document");
  EXPECT_THAT(result.end.broken->message, HasSubstr("64 MiB"));
}

}  // namespace
}  // namespace raccordo::codecs
