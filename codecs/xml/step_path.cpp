#include "codecs/xml/step_path.hpp"

namespace raccordo::codecs::xml {
namespace {

bool same_name(const std::optional<Name>& wanted, const Name& name) { return !wanted || *wanted == name; }

std::string_view value_of(const XmlTree& tree, model::NodeId node) {
  return kind_of(node) == NodeKind::attribute ? tree.value(index_of(node)) : tree.text(index_of(node));
}

}  // namespace

/// One evaluation: every node looked at is a step of the budget.
class StepPath::Walk {
 public:
  Walk(const XmlTree& tree, StepBudget& budget) : tree_(tree), budget_(budget) {}

  /// Calls `visit(node)` for each find until it returns true; returns whether it did.
  template <class Visit>
  bool from(const StepPath& path, std::size_t index, XmlTree::Index at, const Visit& visit) {
    if (!budget_.take(1)) return false;
    if (index == path.steps_.size()) return visit(to_node(NodeKind::element, at));
    const Step& step = path.steps_[index];
    if (step.axis == Axis::attribute) return attributes(step, at, visit);
    if (step.axis == Axis::self) return from(path, index + 1, at, visit);
    if (step.axis == Axis::parent) {
      const auto parent = tree_.element(at).parent;
      return parent != XmlTree::kNone && from(path, index + 1, parent, visit);
    }
    std::vector<std::uint32_t> seen(step.predicates.size());
    auto child = tree_.element(at).first_child;
    for (; child != XmlTree::kNone && budget_.take(1); child = tree_.element(child).next) {
      if (!same_name(step.name, *tree_.element(child).name)) continue;
      if (passes(step, child, seen) && from(path, index + 1, child, visit)) return true;
    }
    return false;
  }

 private:
  template <class Visit>
  bool attributes(const Step& step, XmlTree::Index at, const Visit& visit) {
    auto found = tree_.element(at).first_attribute;
    for (; found != XmlTree::kNone && budget_.take(1); found = tree_.attribute(found).next) {
      if (!same_name(step.name, *tree_.attribute(found).name)) continue;
      if (visit(to_node(NodeKind::attribute, found))) return true;
    }
    return false;
  }

  bool passes(const Step& step, XmlTree::Index element, std::vector<std::uint32_t>& seen) {
    for (std::size_t i = 0; i < step.predicates.size(); ++i) {
      if (!holds(step.predicates[i], element, seen[i])) return false;
    }
    return true;
  }

  bool holds(const Predicate& predicate, XmlTree::Index element, std::uint32_t& seen) {
    if (predicate.position != 0) return ++seen == predicate.position;
    for (const Condition& condition : predicate.any_of) {
      const auto fits = [&](model::NodeId node) {
        return !condition.literal || value_of(tree_, node) == *condition.literal;
      };
      if (from(condition.path, 0, element, fits)) return true;
    }
    return false;
  }

  const XmlTree& tree_;
  StepBudget& budget_;
};

void StepPath::find(const XmlTree& tree, XmlTree::Index context, StepBudget& budget,
                    std::vector<model::NodeId>& out) const {
  const auto keep = [&out](model::NodeId node) {
    out.push_back(node);
    return false;
  };
  Walk walk(tree, budget);
  if (start_ == Start::context) {
    walk.from(*this, 0, context, keep);
  } else if (start_ == Start::record) {
    walk.from(*this, 0, 0, keep);
  } else if (same_name(steps_.front().name, *tree.element(0).name)) {
    // The record is the document's root element: the first step names it.
    walk.from(*this, 1, 0, keep);
  }
}

}  // namespace raccordo::codecs::xml
