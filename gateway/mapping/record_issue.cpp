#include "mapping/record_issue.hpp"

#include <algorithm>

namespace raccordo::mapping {

model::Issue issue_without_value(model::Field field, model::IssueCode code, std::string message) {
  model::Issue issue;
  issue.code = code;
  issue.field = model::field_path(field, 0);
  issue.message = std::move(message);
  return issue;
}

model::Issue issue_on(const model::FieldRecord& fields, const model::FieldValue& value, model::IssueCode code,
                      std::string message) {
  auto issue = issue_without_value(value.field, code, std::move(message));
  issue.field = model::field_path(value.field, value.item);
  issue.at = fields.place_of(value.node);
  return issue;
}

bool has_error_on(const std::vector<model::Issue>& issues, model::Field field, std::uint32_t item) {
  if (issues.empty()) return false;
  const auto path = model::field_path(field, item);
  return std::any_of(issues.begin(), issues.end(), [&](const model::Issue& issue) {
    return issue.severity == model::Severity::error && issue.field == path;
  });
}

}  // namespace raccordo::mapping
