#include "model/outcome.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace raccordo::model {
namespace {

TEST(Settle, UsesTheMostSevereOutcomeForAllIssues) {
  const auto outcome = [](std::vector<std::pair<IssueCode, Severity>> list,
                          OnUnmapped on = OnUnmapped::quarantine) {
    std::vector<Issue> issues;
    for (const auto& [code, severity] : list) {
      issues.emplace_back();
      issues.back().code = code;
      issues.back().severity = severity;
    }
    const auto settled = settle(issues, on);
    for (const auto& issue : issues) EXPECT_EQ(issue.outcome, settled);
    return settled;
  };
  constexpr auto error = Severity::error;
  constexpr auto warning = Severity::warning;
  EXPECT_EQ(outcome({}), Outcome::accepted);
  EXPECT_EQ(outcome({{IssueCode::unknown_item, warning}, {IssueCode::bad_date, warning}}), Outcome::accepted);
  EXPECT_EQ(outcome({{IssueCode::unmapped_code, error}}), Outcome::quarantined);
  EXPECT_EQ(outcome({{IssueCode::fiscal_code_mismatch, error}, {IssueCode::bad_date, error}}),
            Outcome::rejected);
  for (const auto code : {IssueCode::unmapped_code, IssueCode::expired_code, IssueCode::ambiguous_code}) {
    EXPECT_EQ(outcome({{code, error}}, OnUnmapped::reject), Outcome::rejected);
  }
  EXPECT_EQ(outcome({{IssueCode::fiscal_code_mismatch, error}}, OnUnmapped::reject), Outcome::quarantined);
}

}  // namespace
}  // namespace raccordo::model
