#include "codecs/xml/step_path.hpp"

namespace raccordo::codecs::xml {
namespace {

bool same_name(const std::optional<Name>& wanted, const Name& name) { return !wanted || *wanted == name; }

std::string_view value_of(const XmlTree& tree, model::NodeId node) {
  return kind_of(node) == NodeKind::attribute ? tree.value(index_of(node)) : tree.text(index_of(node));
}

}  // namespace

template <class Visit>
bool StepPath::walk_attributes(const Step& step, const XmlTree& tree, XmlTree::Index at,
                               const Visit& visit) const {
  auto found = tree.element(at).first_attribute;
  for (; found != XmlTree::kNone; found = tree.attribute(found).next) {
    if (!same_name(step.name, *tree.attribute(found).name)) continue;
    if (visit(to_node(NodeKind::attribute, found))) return true;
  }
  return false;
}

template <class Visit>
bool StepPath::walk(std::size_t index, const XmlTree& tree, XmlTree::Index at, const Visit& visit) const {
  if (index == steps_.size()) return visit(to_node(NodeKind::element, at));
  const Step& step = steps_[index];
  if (step.axis == Axis::attribute) return walk_attributes(step, tree, at, visit);
  if (step.axis == Axis::self) return walk(index + 1, tree, at, visit);
  if (step.axis == Axis::parent) {
    const auto parent = tree.element(at).parent;
    return parent != XmlTree::kNone && walk(index + 1, tree, parent, visit);
  }
  std::vector<std::uint32_t> seen(step.predicates.size());
  for (auto child = tree.element(at).first_child; child != XmlTree::kNone; child = tree.element(child).next) {
    if (!same_name(step.name, *tree.element(child).name)) continue;
    if (passes(step, tree, child, seen) && walk(index + 1, tree, child, visit)) return true;
  }
  return false;
}

bool StepPath::passes(const Step& step, const XmlTree& tree, XmlTree::Index element,
                      std::vector<std::uint32_t>& seen) {
  for (std::size_t i = 0; i < step.predicates.size(); ++i) {
    if (!holds(step.predicates[i], tree, element, seen[i])) return false;
  }
  return true;
}

bool StepPath::holds(const Predicate& predicate, const XmlTree& tree, XmlTree::Index element,
                     std::uint32_t& seen) {
  if (predicate.position != 0) return ++seen == predicate.position;
  for (const Condition& condition : predicate.any_of) {
    const auto fits = [&](model::NodeId node) {
      return !condition.literal || value_of(tree, node) == *condition.literal;
    };
    if (condition.path.walk(0, tree, element, fits)) return true;
  }
  return false;
}

void StepPath::find(const XmlTree& tree, XmlTree::Index context, std::vector<model::NodeId>& out) const {
  const auto keep = [&out](model::NodeId node) {
    out.push_back(node);
    return false;
  };
  if (start_ == Start::context) {
    walk(0, tree, context, keep);
  } else if (start_ == Start::record) {
    walk(0, tree, 0, keep);
  } else if (same_name(steps_.front().name, *tree.element(0).name)) {
    // The record is the document's root element: the first step names it.
    walk(1, tree, 0, keep);
  }
}

}  // namespace raccordo::codecs::xml
