#include "model/outcome.hpp"

#include <algorithm>

namespace raccordo::model {
namespace {

bool is_code_issue(IssueCode code) {
  return code == IssueCode::unmapped_code || code == IssueCode::expired_code ||
         code == IssueCode::ambiguous_code;
}

Outcome outcome_of(const Issue& issue, OnUnmapped on_unmapped) {
  if (issue.severity == Severity::warning) return Outcome::accepted;
  if (on_unmapped == OnUnmapped::reject && is_code_issue(issue.code)) return Outcome::rejected;
  return outcome_of(issue.code);
}

}  // namespace

Outcome settle(std::vector<Issue>& issues, OnUnmapped on_unmapped) {
  auto worst = Outcome::accepted;
  for (const auto& issue : issues) worst = std::max(worst, outcome_of(issue, on_unmapped));
  for (auto& issue : issues) issue.outcome = worst;
  return worst;
}

}  // namespace raccordo::model
