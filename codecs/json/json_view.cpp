#include "codecs/json/json_view.hpp"

#include "base/text.hpp"
#include "codecs/json/json_path.hpp"

namespace raccordo::codecs {

std::optional<JsonFailure> JsonView::open(std::string& text, std::size_t depth, std::string prefix) {
  prefix_ = std::move(prefix);
  const auto size = text.size();
  auto failure = tree_.parse(text, depth);
  constexpr std::size_t bytes_per_node = 16;
  budget().begin(tree_.size() + size / bytes_per_node);
  return failure;
}

void JsonView::select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  static_cast<const JsonPath&>(selector).find(tree_, static_cast<std::uint32_t>(context),
                                              {JsonPath::Mode::values, &misfits(), &budget()}, out);
}

void JsonView::select_items(const Selector& selector, EachOf each_of, std::vector<model::NodeId>& out) {
  const auto mode = each_of == EachOf::list ? JsonPath::Mode::items : JsonPath::Mode::items_or_one;
  static_cast<const JsonPath&>(selector).find(tree_, 0, {mode, &misfits(), &budget()}, out);
}

NodeShape JsonView::shape(model::NodeId node) const {
  switch (tree_.at(static_cast<std::uint32_t>(node)).kind) {
    case JsonKind::null:
      return NodeShape::nothing;
    case JsonKind::object:
      return NodeShape::group;
    case JsonKind::array:
      return NodeShape::list;
    default:
      return NodeShape::text;
  }
}

bool JsonView::is_within(model::NodeId node, model::NodeId around) const {
  for (auto at = static_cast<std::uint32_t>(node); at != kNoJsonNode; at = tree_.at(at).parent) {
    if (at == around) return true;
  }
  return false;
}

/// Null, blank texts, and containers of only these.
bool JsonView::is_empty(model::NodeId node) const {
  const auto& found = tree_.at(static_cast<std::uint32_t>(node));
  if (found.kind == JsonKind::null) return true;
  if (found.kind == JsonKind::string) return base::trim(found.text).empty();
  if (found.kind != JsonKind::object && found.kind != JsonKind::array) return false;
  for (auto child = found.first; child != kNoJsonNode; child = tree_.at(child).next) {
    if (!is_empty(child)) return false;
  }
  return true;
}

std::optional<std::string_view> JsonView::text(model::NodeId node) const {
  const auto& found = tree_.at(static_cast<std::uint32_t>(node));
  const bool has_text =
      found.kind == JsonKind::string || found.kind == JsonKind::number || found.kind == JsonKind::boolean;
  if (!has_text) return std::nullopt;
  return found.text;
}

bool JsonView::is_number(model::NodeId node) const {
  return tree_.at(static_cast<std::uint32_t>(node)).kind == JsonKind::number;
}

bool JsonView::is_true(model::NodeId node) const {
  const auto& found = tree_.at(static_cast<std::uint32_t>(node));
  return found.kind == JsonKind::boolean && found.text == "true";
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
