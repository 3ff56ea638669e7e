#include "codecs/json/json_view.hpp"

#include "codecs/json/json_path.hpp"

namespace raccordo::codecs {

std::optional<JsonFailure> JsonView::open(std::string& text, std::size_t depth, std::string prefix) {
  prefix_ = std::move(prefix);
  return tree_.parse(text, depth);
}

void JsonView::select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  static_cast<const JsonPath&>(selector).find(tree_, static_cast<std::uint32_t>(context), out);
}

std::optional<std::string> JsonView::text(model::NodeId node) const {
  const auto& found = tree_.at(static_cast<std::uint32_t>(node));
  const bool has_text =
      found.kind == JsonKind::string || found.kind == JsonKind::number || found.kind == JsonKind::boolean;
  if (!has_text) return std::nullopt;
  return std::string(found.text);
}

bool JsonView::is_number(model::NodeId node) const {
  return tree_.at(static_cast<std::uint32_t>(node)).kind == JsonKind::number;
}

model::Place JsonView::locate(model::NodeId node) const {
  return {model::Place::Kind::json, prefix_ + tree_.pointer(static_cast<std::uint32_t>(node)), 0};
}

model::Issue json_issue(const JsonFailure& failure, std::uint64_t record, const std::string& prefix,
                        const std::string& where) {
  model::Issue issue;
  issue.record = record;
  issue.code = failure.kind == JsonFailure::Kind::encoding ? model::IssueCode::bad_encoding
                                                           : model::IssueCode::malformed_document;
  issue.at = {model::Place::Kind::json, prefix + failure.pointer, 0};
  issue.message = where + ": " + failure.message;
  return issue;
}

}  // namespace raccordo::codecs
