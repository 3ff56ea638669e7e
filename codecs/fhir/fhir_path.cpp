// Evaluation of FhirPath.
#include "codecs/fhir/fhir_path.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "model/fhir_types.hpp"

namespace raccordo::codecs {
namespace {

using Kind = FhirStep::Kind;
using Nodes = FhirSelector::Nodes;

class Evaluation {
 public:
  explicit Evaluation(const FhirSelector::Search& search)
      : search_(search), bundle_(*search.bundle), tree_(search.bundle->tree()) {}

  void run(const FhirExpression& expression, model::NodeId context, Nodes& out) {
    std::size_t from = 0;
    Nodes nodes = start(expression, context, from);
    for (; from < expression.steps.size(); ++from) {
      const auto& step = expression.steps[from];
      // Only existence can be asked of nothing.
      if (nodes.empty() && step.kind != Kind::exists && step.kind != Kind::empty) continue;
      after_resolve_ = from > 0 && expression.steps[from - 1].kind == Kind::resolve;
      apply(step, nodes);
    }
    out.insert(out.end(), nodes.begin(), nodes.end());
  }

  bool holds(const FhirTest& test, model::NodeId context) {
    auto* const misfits = std::exchange(search_.misfits, nullptr);
    const bool result = is_true(test, context);
    search_.misfits = misfits;
    return result;
  }

 private:
  bool spend() const { return search_.budget == nullptr || search_.budget->take(1); }

  Nodes start(const FhirExpression& expression, model::NodeId context, std::size_t& from) {
    nothing_at_ = node_of(context);
    switch (expression.start) {
      case FhirStart::context:
        return {context};
      case FhirStart::record:
        return {search_.record};
      case FhirStart::last_updated: {
        const auto newest = bundle_.last_updated(search_.record);
        return newest == kNoJsonNode ? Nodes() : Nodes{newest};
      }
      case FhirStart::literal:
        return {};
      case FhirStart::bundle:
        break;
    }
    if (expression.steps.empty() || expression.steps.front().kind == Kind::member) return {bundle_.root()};
    if (expression.steps.front().kind == Kind::of_type) {
      from = 1;
      const auto& found = bundle_.of_type(expression.steps.front().name);
      return {found.begin(), found.end()};
    }
    Nodes all;
    for (const auto& entry : bundle_.entries()) {
      if (entry.resource != kNoJsonNode && spend()) all.push_back(entry.resource);
    }
    return all;
  }

  /// A list counts as its elements.
  void push(std::uint32_t node, Nodes& out) {
    const auto& found = tree_.at(node);
    if (found.kind == JsonKind::null) return;
    if (found.kind != JsonKind::array) {
      out.push_back(node);
      return;
    }
    for (auto child = found.first; child != kNoJsonNode && spend(); child = tree_.at(child).next) {
      if (tree_.at(child).kind != JsonKind::null) out.push_back(child);
    }
  }

  void apply(const FhirStep& step, Nodes& nodes) {
    switch (step.kind) {
      case Kind::index:
        return keep_one(nodes, step.index);
      case Kind::first:
        return keep_one(nodes, 0);
      case Kind::last:
        return keep_one(nodes, nodes.empty() ? 0 : nodes.size() - 1);
      case Kind::exists:
      case Kind::empty:
      case Kind::negate:
        return to_truth(step, nodes);
      case Kind::where:
        return filter(step.test.front(), nodes);
      default:
        break;
    }
    Nodes found;
    for (const auto node : nodes) {
      if (!spend()) break;
      if (is_truth(node)) continue;
      if (step.kind == Kind::member) member(node_of(node), step.name, found);
      if (step.kind == Kind::of_type) of_type(node_of(node), step.name, found);
      if (step.kind == Kind::extension) extension(node_of(node), step.name, found);
      if (step.kind == Kind::resolve) resolve(node_of(node), found);
    }
    nodes = std::move(found);
  }

  static void keep_one(Nodes& nodes, std::size_t index) {
    if (index >= nodes.size()) {
      nodes.clear();
      return;
    }
    nodes = {nodes[index]};
  }

  void filter(const FhirTest& test, Nodes& nodes) {
    std::erase_if(nodes, [&](model::NodeId node) { return !spend() || !holds(test, node); });
  }

  void to_truth(const FhirStep& step, Nodes& nodes) {
    const auto at = nodes.empty() ? nothing_at_ : node_of(nodes.front());
    bool value = false;
    if (step.kind == Kind::negate) {
      value = !is_true_node(nodes.front());
    } else {
      if (!step.test.empty()) filter(step.test.front(), nodes);
      value = nodes.empty() == (step.kind == Kind::empty);
    }
    nodes = {at | kTruth | (value ? kIsTrue : 0)};
  }

  void note(std::uint32_t node, Misfit::Kind kind) {
    if (search_.misfits == nullptr) return;
    const auto& found = tree_.at(node);
    if (found.kind != JsonKind::null && !(found.kind == JsonKind::string && base::trim(found.text).empty()))
      search_.misfits->push_back({node, kind});
  }

  std::uint32_t child(std::uint32_t object, std::string_view name) const {
    for (auto at = tree_.at(object).first; at != kNoJsonNode && spend(); at = tree_.at(at).next) {
      if (tree_.at(at).key == name) return at;
    }
    return kNoJsonNode;
  }

  void member(std::uint32_t node, const std::string& name, Nodes& out) {
    if (tree_.at(node).kind != JsonKind::object) {
      const auto beside = beside_of(node);
      if (name == "extension" || name == "id") {
        const auto found = beside == kNoJsonNode ? kNoJsonNode : child(beside, name);
        if (found != kNoJsonNode) push(found, out);
      } else {
        note(node, Misfit::Kind::no_group);
      }
      return;
    }
    auto found = child(node, name);
    if (found == kNoJsonNode) found = child(node, "_" + name);
    if (found != kNoJsonNode) return push(found, out);
    for (auto at = tree_.at(node).first; at != kNoJsonNode && spend(); at = tree_.at(at).next) {
      const auto key = tree_.at(at).key;
      if (key.starts_with(name) && model::is_choice_type(key.substr(name.size()))) push(at, out);
    }
  }

  /// The object with id and extensions of a value that is no object: `_city` of `city`.
  std::uint32_t beside_of(std::uint32_t node) const {
    const auto parent = tree_.at(node).parent;
    if (parent == kNoJsonNode) return kNoJsonNode;
    if (tree_.at(parent).kind == JsonKind::object)
      return child(parent, "_" + std::string(tree_.at(node).key));
    const auto holder = tree_.at(parent).parent;
    if (holder == kNoJsonNode || tree_.at(holder).kind != JsonKind::object) return kNoJsonNode;
    const auto list = child(holder, "_" + std::string(tree_.at(parent).key));
    if (list == kNoJsonNode) return kNoJsonNode;
    auto at = tree_.at(list).first;
    for (auto left = tree_.at(node).position; left > 0 && at != kNoJsonNode && spend(); --left)
      at = tree_.at(at).next;
    return at != kNoJsonNode && tree_.at(at).kind == JsonKind::object ? at : kNoJsonNode;
  }

  void extension(std::uint32_t node, const std::string& url, Nodes& out) {
    const auto holder = tree_.at(node).kind == JsonKind::object ? node : beside_of(node);
    const auto list = holder == kNoJsonNode ? kNoJsonNode : child(holder, "extension");
    if (list == kNoJsonNode) return;
    Nodes all;
    push(list, all);
    for (const auto each : all) {
      if (tree_.at(node_of(each)).kind == JsonKind::object && bundle_.text_of(node_of(each), "url") == url)
        out.push_back(each);
    }
  }

  void of_type(std::uint32_t node, const std::string& type, Nodes& out) {
    const auto& found = tree_.at(node);
    const auto resource =
        found.kind == JsonKind::object ? bundle_.text_of(node, "resourceType") : std::string_view();
    if (resource == type || (resource.empty() && model::has_choice_type(found.key, type))) {
      out.push_back(node);
    } else if (!resource.empty() && after_resolve_) {
      note(node, Misfit::Kind::other_type);
    }
  }

  void resolve(std::uint32_t node, Nodes& out) {
    const auto& found = tree_.at(node);
    const bool leads = found.kind == JsonKind::string ||
                       (found.kind == JsonKind::object && !bundle_.text_of(node, "reference").empty());
    if (!leads) return;  // a logical reference, by `identifier` alone
    const auto target = bundle_.resolve(node);
    if (target == kNoJsonNode) return note(node, Misfit::Kind::no_target);
    if (!bundle_.is_about(target, bundle_.patient_of(search_.record)))
      return note(node, Misfit::Kind::other_person);
    out.push_back(target);
  }

  bool is_true_node(model::NodeId node) const {
    if (is_truth(node)) return (node & kIsTrue) != 0;
    const auto& found = tree_.at(node_of(node));
    return found.kind != JsonKind::boolean || found.text == "true";
  }

  struct Value {
    JsonKind kind = JsonKind::null;
    std::string text;
  };
  /// Nothing unless it is one single value.
  std::optional<Value> value_of(const FhirExpression& side, model::NodeId context) {
    if (side.start == FhirStart::literal) return Value{side.kind, side.text};
    Nodes nodes;
    run(side, context, nodes);
    if (nodes.size() != 1) return std::nullopt;
    if (is_truth(nodes.front()))
      return Value{JsonKind::boolean, is_true_node(nodes.front()) ? "true" : "false"};
    const auto& found = tree_.at(node_of(nodes.front()));
    if (found.kind == JsonKind::object || found.kind == JsonKind::array) return std::nullopt;
    return Value{found.kind, std::string(found.text)};
  }

  bool is_true(const FhirTest& test, model::NodeId context) {
    const auto each = [&](const FhirTest& part) { return is_true(part, context); };
    switch (test.kind) {
      case FhirTest::Kind::all:
        return std::all_of(test.parts.begin(), test.parts.end(), each);
      case FhirTest::Kind::any:
        return std::any_of(test.parts.begin(), test.parts.end(), each);
      case FhirTest::Kind::holds: {
        if (test.left.start == FhirStart::literal) return test.left.text == "true";
        Nodes nodes;
        run(test.left, context, nodes);
        return nodes.size() == 1 && is_true_node(nodes.front());
      }
      default:
        break;
    }
    const auto left = value_of(test.left, context);
    const auto right = value_of(test.right, context);
    if (!left || !right) return false;
    const bool equal = left->kind == right->kind && left->text == right->text;
    return equal == (test.kind == FhirTest::Kind::equal);
  }

  FhirSelector::Search search_;
  const FhirBundle& bundle_;
  const JsonTree& tree_;
  std::uint32_t nothing_at_ = 0;  ///< where a truth value stands that was asked of nothing
  bool after_resolve_ = false;
};

}  // namespace

void FhirPath::find(const Search& search, model::NodeId context, Nodes& out) const {
  Evaluation(search).run(expression_, context, out);
}

bool fhir_test_holds(const FhirTest& test, const FhirSelector::Search& search, model::NodeId context) {
  return Evaluation(search).holds(test, context);
}

}  // namespace raccordo::codecs
