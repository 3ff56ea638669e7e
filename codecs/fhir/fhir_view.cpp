#include "codecs/fhir/fhir_view.hpp"

#include <utility>

#include "codecs/fhir/fhir_path.hpp"

namespace raccordo::codecs {

model::Place fhir_place(const FhirBundle& bundle, std::uint32_t node, std::uint64_t line) {
  return {model::Place::Kind::fhir, bundle.pointer(node), line};
}

void FhirView::point_to(std::uint32_t record, std::size_t bytes, std::uint64_t line) {
  record_ = record;
  line_ = line;
  constexpr std::size_t bytes_per_node = 8;
  budget().begin(bytes / bytes_per_node);
}

void FhirView::select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  static_cast<const FhirSelector&>(selector).find({&bundle_, record_, &misfits(), &budget()}, context, out);
}

std::optional<RecordView::OtherSystem> FhirView::other_system(const Selector& selector,
                                                              model::NodeId context) {
  FhirSelector::Candidates candidates;
  static_cast<const FhirSelector&>(selector).find_by_system({&bundle_, record_, nullptr, &budget()}, context,
                                                            candidates);
  for (const auto node : candidates.nodes) {
    const auto around = is_truth(node) ? kNoJsonNode : bundle_.resource_around(node_of(node));
    if (around == kNoJsonNode) continue;
    if (around == record_ || bundle_.text_of(around, "resourceType") == "Organization")
      return OtherSystem{node, std::move(candidates.systems)};
  }
  return std::nullopt;
}

NodeShape FhirView::shape(model::NodeId node) const {
  if (is_truth(node)) return NodeShape::text;
  // `_city` without `city`: a value with extensions alone.
  if (bundle_.tree().at(node_of(node)).key.starts_with('_')) return NodeShape::nothing;
  switch (bundle_.tree().at(node_of(node)).kind) {
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

bool FhirView::is_within(model::NodeId node, model::NodeId around) const {
  for (auto at = node_of(node); at != kNoJsonNode; at = bundle_.tree().at(at).parent) {
    if (at == node_of(around)) return true;
  }
  return false;
}

/// An item is a resource or an element, which FHIR never leaves empty.
bool FhirView::is_empty(model::NodeId node) const {
  return !is_truth(node) && bundle_.tree().at(node_of(node)).kind == JsonKind::null;
}

std::optional<std::string_view> FhirView::text(model::NodeId node) const {
  if (is_truth(node)) return (node & kIsTrue) != 0 ? "true" : "false";
  const auto& found = bundle_.tree().at(node_of(node));
  const bool has_text =
      found.kind == JsonKind::string || found.kind == JsonKind::number || found.kind == JsonKind::boolean;
  if (!has_text) return std::nullopt;
  return found.text;
}

/// In NDJSON nobody asks.
void FhirView::mark_read(model::NodeId node) {
  if (line_ == 0) read_.insert(bundle_.entry_around(node_of(node)));
}

bool FhirView::is_number(model::NodeId node) const {
  return !is_truth(node) && bundle_.tree().at(node_of(node)).kind == JsonKind::number;
}

model::Place FhirView::locate(model::NodeId node) const { return fhir_place(bundle_, node_of(node), line_); }

}  // namespace raccordo::codecs
