#include "codecs/csi/csi_report.hpp"

#include <algorithm>

#include "model/shown_value.hpp"

namespace raccordo::codecs::xml {

void CsiReport::wrong_value(model::IssueCode code, model::NodeId node, model::Field field,
                            std::string_view value, const std::string& message) {
  error(code, node, model::shown_value(field, value, mask_) + ": " + message);
}

void CsiReport::add(model::Severity severity, model::IssueCode code, model::NodeId node,
                    std::string message) {
  if (!has_room(record_.issues, severity, code)) return;
  model::Issue issue;
  issue.at = view_.locate(node);
  const auto is_same = [&](const model::Issue& known) {
    return known.code == code && known.at.path == issue.at.path;
  };
  if (std::any_of(record_.issues.begin(), record_.issues.end(), is_same)) return;
  issue.record = record_.number;
  if (const auto* id = record_.find(model::Field::record_id)) issue.record_id = id->text;
  issue.severity = severity;
  issue.code = code;
  issue.message = std::move(message);
  record_.issues.push_back(std::move(issue));
}

}  // namespace raccordo::codecs::xml
