#include "codecs/record_view.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {

bool has_room(const std::vector<model::Issue>& issues, model::Severity severity, model::IssueCode code) {
  const auto rejects = [](model::Severity weight, model::IssueCode what) {
    return weight == model::Severity::error && model::outcome_of(what) == model::Outcome::rejected;
  };
  if (issues.size() < kMostIssues) return true;
  return rejects(severity, code) &&
         std::none_of(issues.rbegin(), issues.rend(),
                      [&](const model::Issue& issue) { return rejects(issue.severity, issue.code); });
}

bool RecordView::is_true(model::NodeId node) const {
  const auto found = text(node);
  return found && base::to_lower_ascii(base::trim(*found)) == "true";
}

}  // namespace raccordo::codecs
