#include "codecs/xml/step_path.hpp"

namespace raccordo::codecs::xml {
namespace {

bool same_name(const std::optional<Name>& wanted, const Name& name) { return !wanted || *wanted == name; }

std::string_view value_of(const XmlTree& tree, model::NodeId node) {
  return kind_of(node) == NodeKind::attribute ? tree.value(index_of(node)) : tree.text(index_of(node));
}

}  // namespace

/// One evaluation: every visited node is a step of the budget.
class StepPath::Walk {
 public:
  /// Gaps are recorded for `path` only, not for the paths in its predicates.
  Walk(const XmlTree& tree, StepBudget& budget, const StepPath& path, std::vector<Gap>* gaps)
      : tree_(tree), budget_(budget), path_(path), gaps_(gaps) {}

  /// Calls `visit(node)` for each find until it returns true; returns whether it did.
  template <class Visit>
  bool from(const StepPath& path, std::size_t index, XmlTree::Index at, const Visit& visit) {
    if (!budget_.take(1)) return false;
    if (index == path.steps_.size()) return visit(to_node(NodeKind::element, at));
    const Step& step = path.steps_[index];
    if (step.axis == Axis::attribute) return attributes(path, index, at, visit);
    if (step.axis == Axis::self) return from(path, index + 1, at, visit);
    if (step.axis == Axis::parent) {
      const auto parent = tree_.element(at).parent;
      return parent != XmlTree::kNone && from(path, index + 1, parent, visit);
    }
    return children(path, index, at, visit);
  }

 private:
  template <class Visit>
  bool children(const StepPath& path, std::size_t index, XmlTree::Index at, const Visit& visit) {
    const Step& step = path.steps_[index];
    std::vector<std::uint32_t> seen(step.predicates.size());  // allocates nothing for none
    bool has_name = false;
    auto child = tree_.element(at).first_child;
    for (; child != XmlTree::kNone && budget_.take(1); child = tree_.element(child).next) {
      if (!same_name(step.name, *tree_.element(child).name)) continue;
      has_name = true;
      if (passes(step, child, seen) && from(path, index + 1, child, visit)) return true;
      note_surplus(path, step, child, seen);
    }
    if (!has_name && path.is_last_child(index)) note(path, index, at, Gap::Kind::no_member);
    return false;
  }

  template <class Visit>
  bool attributes(const StepPath& path, std::size_t index, XmlTree::Index at, const Visit& visit) {
    const Step& step = path.steps_[index];
    bool has_name = false;
    auto found = tree_.element(at).first_attribute;
    for (; found != XmlTree::kNone && budget_.take(1); found = tree_.attribute(found).next) {
      if (!same_name(step.name, *tree_.attribute(found).name)) continue;
      has_name = true;
      if (visit(to_node(NodeKind::attribute, found))) return true;
    }
    if (!has_name) note(path, index, at, Gap::Kind::no_attribute);
    return false;
  }

  /// At the start of a path nothing was requested yet: an item, or the record, may or may not have a member.
  void note(const StepPath& path, std::size_t index, XmlTree::Index at, Gap::Kind kind) {
    if (gaps_ == nullptr || &path != &path_ || index == 0) return;
    if (path.steps_[index - 1].axis != Axis::child || !path.steps_[index].name) return;
    gaps_->push_back({to_node(NodeKind::element, at), kind, path.steps_[index].name->local});
  }

  void note_surplus(const StepPath& path, const Step& step, XmlTree::Index child,
                    const std::vector<std::uint32_t>& seen) {
    if (gaps_ == nullptr || &path != &path_) return;
    for (std::size_t i = 0; i < step.predicates.size(); ++i) {
      const auto position = step.predicates[i].position;
      if (position != 0 && seen[i] == position + 1)
        gaps_->push_back({to_node(NodeKind::element, child), Gap::Kind::surplus, step.name->local});
    }
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
  const StepPath& path_;
  std::vector<Gap>* gaps_;
};

bool StepPath::may_read(const XmlTree& tree, XmlTree::Index element) const {
  for (std::size_t i = 0; i + 1 < steps_.size(); ++i) {
    const bool fits = steps_[i].axis == Axis::child &&
                      same_name(steps_[i].name, *tree.element(element).name) &&
                      steps_[i + 1].axis == Axis::child;
    if (!fits) continue;
    for (auto child = tree.element(element).first_child; child != XmlTree::kNone;
         child = tree.element(child).next) {
      if (same_name(steps_[i + 1].name, *tree.element(child).name)) return true;
    }
  }
  return false;
}

bool StepPath::is_last_child(std::size_t index) const {
  return index + 1 == steps_.size() || (index + 2 == steps_.size() && steps_.back().axis == Axis::attribute);
}

void StepPath::find(const XmlTree& tree, XmlTree::Index context, StepBudget& budget, std::vector<Gap>* gaps,
                    std::vector<model::NodeId>& out) const {
  const auto keep = [&out](model::NodeId node) {
    out.push_back(node);
    return false;
  };
  Walk walk(tree, budget, *this, gaps);
  if (start_ == Start::context) {
    walk.from(*this, 0, context, keep);
  } else if (start_ == Start::record) {
    walk.from(*this, 0, 0, keep);
  } else if (same_name(steps_.front().name, *tree.element(0).name)) {
    // The record is the document's root element, which the first step names.
    walk.from(*this, 1, 0, keep);
  }
}

}  // namespace raccordo::codecs::xml
