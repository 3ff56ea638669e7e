#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "model/case_facts.hpp"
#include "model/case_record.hpp"
#include "model/extract.hpp"
#include "model/outcome.hpp"
#include "model/receipt.hpp"

namespace raccordo::model {
namespace {

TEST(Counts, CountEveryOutcomeAndTheTotal) {
  Counts counts;
  for (const auto outcome : {Outcome::accepted, Outcome::unchanged, Outcome::unchanged, Outcome::quarantined,
                             Outcome::quarantined, Outcome::quarantined, Outcome::rejected}) {
    counts.count(outcome);
  }
  EXPECT_EQ(counts.received, 7u);
  EXPECT_EQ(counts.accepted, 1u);
  EXPECT_EQ(counts.unchanged, 2u);
  EXPECT_EQ(counts.quarantined, 3u);
  EXPECT_EQ(counts.rejected, 1u);
}

TEST(Money, IsWrittenWithTwoDecimals) {
  EXPECT_EQ(to_string(Money{128500}), "1285.00");
  EXPECT_EQ(to_string(Money{5}), "0.05");
  EXPECT_EQ(to_string(Money{-5}), "-0.05");
  EXPECT_EQ(to_string(Money{std::numeric_limits<std::int64_t>::min()}), "-92233720368547758.08");
}

TEST(Money, RoundTrips) {
  for (const auto* text : {"0.00", "1285.00", "-0.05", "999999999999999.99"}) {
    const auto money = parse_money(text);
    ASSERT_TRUE(money) << text;
    EXPECT_EQ(to_string(*money), text);
  }
}

TEST(Money, RefusesOtherFormsAndMoreThanFifteenDigits) {
  for (const auto* wrong : {"", "-", "1", "1.0", "1.000", ".00", "1,00", "1.-1", "a.00", "1 .00", "+1.00",
                            "--1.00", "1000000000000000.00"}) {
    EXPECT_FALSE(parse_money(wrong)) << wrong;
  }
}

void expect_period(const char* text, Periodicity periodicity, base::Date first, base::Date last) {
  const auto period = parse_period(text, periodicity);
  ASSERT_TRUE(period) << text;
  EXPECT_EQ(period->code, text);
  EXPECT_EQ(period->first, first) << text;
  EXPECT_EQ(period->last, last) << text;
}

TEST(Period, HasItsFirstAndLastDay) {
  expect_period("2017", Periodicity::year, {2017, 1, 1}, {2017, 12, 31});
  expect_period("2017-Q1", Periodicity::quarter, {2017, 1, 1}, {2017, 3, 31});
  expect_period("2017-Q4", Periodicity::quarter, {2017, 10, 1}, {2017, 12, 31});
  expect_period("2016-02", Periodicity::month, {2016, 2, 1}, {2016, 2, 29});
  expect_period("2017-02", Periodicity::month, {2017, 2, 1}, {2017, 2, 28});
}

TEST(Period, HasExactlyTheRequestedPeriodicity) {
  EXPECT_FALSE(parse_period("2017-Q4", Periodicity::year));
  EXPECT_FALSE(parse_period("2017", Periodicity::quarter));
  EXPECT_FALSE(parse_period("2017-12", Periodicity::quarter));
  EXPECT_FALSE(parse_period("2017-Q4", Periodicity::month));
}

TEST(Period, RefusesInvalidPeriods) {
  for (const auto* wrong : {"", "17", "201a", "20170", "1849", "2101", "2017 "}) {
    EXPECT_FALSE(parse_period(wrong, Periodicity::year)) << wrong;
  }
  for (const auto* wrong : {"2017-Q0", "2017-Q5", "2017-q1", "2017Q1", "2017-Q11"}) {
    EXPECT_FALSE(parse_period(wrong, Periodicity::quarter)) << wrong;
  }
  for (const auto* wrong : {"2017-00", "2017-13", "2017-1", "2017-1a", "2017/01"}) {
    EXPECT_FALSE(parse_period(wrong, Periodicity::month)) << wrong;
  }
}

TEST(CodePool, GivesOneNumberToOneTextAndZeroToNone) {
  CodePool pool;
  const auto anziani = pool.intern("anziani");
  EXPECT_EQ(pool.intern("anziani"), anziani);
  EXPECT_NE(pool.intern("minori"), anziani);
  EXPECT_EQ(pool.intern(""), 0U);
  EXPECT_EQ(pool.text(anziani), "anziani");
  EXPECT_EQ(pool.find("minori"), pool.intern("minori"));
  EXPECT_EQ(pool.find("disabili"), std::nullopt);
  EXPECT_EQ(pool.size(), 3U);
}

TEST(CodePool, KeepsItsTextsWhileItGrows) {
  CodePool pool;
  const auto& first = pool.text(pool.intern("first"));
  for (int i = 0; i < 10'000; ++i) pool.intern(std::to_string(i));
  EXPECT_EQ(first, "first");
  EXPECT_EQ(pool.text(*pool.find("9999")), "9999");
}

Issue issue_of(IssueCode code, Severity severity = Severity::error) {
  Issue issue;
  issue.code = code;
  issue.severity = severity;
  return issue;
}

TEST(Settle, UsesTheMostSevereErrorAndReportsEveryIssue) {
  std::vector<Issue> issues{issue_of(IssueCode::unmapped_code), issue_of(IssueCode::bad_date),
                            issue_of(IssueCode::stale_version)};
  EXPECT_EQ(settle(issues), Outcome::rejected);
  for (const auto& issue : issues) EXPECT_EQ(issue.outcome, Outcome::rejected);
}

TEST(Settle, AcceptsWarningsAndNothing) {
  std::vector<Issue> warnings{issue_of(IssueCode::bad_date, Severity::warning)};
  EXPECT_EQ(settle(warnings), Outcome::accepted);
  std::vector<Issue> none;
  EXPECT_EQ(settle(none), Outcome::accepted);
}

TEST(Settle, QuarantinesExactlyTheDocumentedCodes) {
  for (std::size_t i = 0; i < kIssueCodes; ++i) {
    const auto code = static_cast<IssueCode>(i);
    const bool waits = code == IssueCode::unmapped_code || code == IssueCode::expired_code ||
                       code == IssueCode::ambiguous_code || code == IssueCode::fiscal_code_mismatch ||
                       code == IssueCode::beyond_retention || code == IssueCode::record_taken_over;
    std::vector<Issue> issues{issue_of(code)};
    const auto wanted = waits                              ? Outcome::quarantined
                        : code == IssueCode::stale_version ? Outcome::unchanged
                                                           : Outcome::rejected;
    EXPECT_EQ(settle(issues), wanted) << to_string(code);
  }
}

TEST(Settle, RejectsCodesButNotMismatchesIfTheSenderAsksForIt) {
  std::vector<Issue> unmapped{issue_of(IssueCode::unmapped_code)};
  EXPECT_EQ(settle(unmapped, OnUnmapped::reject), Outcome::rejected);
  std::vector<Issue> mismatch{issue_of(IssueCode::fiscal_code_mismatch)};
  EXPECT_EQ(settle(mismatch, OnUnmapped::reject), Outcome::quarantined);
}

}  // namespace
}  // namespace raccordo::model
