// Evaluation of JsonPath.
#include "codecs/json/json_path.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// Values without content cannot be lost: null, an empty text, an empty list.
bool is_nothing(const JsonNode& node) {
  if (node.kind == JsonKind::array) return node.first == kNoJsonNode;
  return node.kind == JsonKind::null || (node.kind == JsonKind::string && base::trim(node.text).empty());
}

class Evaluation {
 public:
  Evaluation(const JsonTree& tree, const JsonPath::Search& search, std::vector<model::NodeId>& out)
      : tree_(tree), search_(search), out_(out) {}

  void run(std::uint32_t node, const std::vector<JsonStep>& steps, std::size_t from) {
    if (from == steps.size()) {
      out_.push_back(node);
      return;
    }
    if (!steps[from].descend) {
      apply(node, steps, from);
      return;
    }
    auto* const misfits = std::exchange(search_.misfits, nullptr);
    const auto mode = std::exchange(search_.mode, JsonPath::Mode::values);
    apply(node, steps, from);
    descend(node, steps, from);
    search_ = {mode, misfits};
  }

 private:
  void descend(std::uint32_t node, const std::vector<JsonStep>& steps, std::size_t from) {
    for (auto child = tree_.at(node).first; may_visit(child); child = tree_.at(child).next) {
      apply(child, steps, from);
      descend(child, steps, from);
    }
  }

  void apply(std::uint32_t node, const std::vector<JsonStep>& steps, std::size_t from) {
    const auto& step = steps[from];
    if (step.kind == JsonStep::Kind::member) {
      const auto found = member(node, step.name);
      if (found != kNoJsonNode)
        run(found, steps, from + 1);
      else if (tree_.at(node).kind != JsonKind::object)
        note(node, Misfit::Kind::no_group);
      return;
    }
    if (step.kind == JsonStep::Kind::index) {
      const auto found = element(node, step.index);
      if (found != kNoJsonNode)
        run(found, steps, from + 1);
      else if (tree_.at(node).kind != JsonKind::array)
        note(node, Misfit::Kind::no_list);
      return;
    }
    elements(node, steps, from);
  }

  void note(std::uint32_t node, Misfit::Kind kind) {
    if (search_.misfits != nullptr && !is_nothing(tree_.at(node))) search_.misfits->push_back({node, kind});
  }

  void elements(std::uint32_t node, const std::vector<JsonStep>& steps, std::size_t from) {
    const auto& step = steps[from];
    const bool is_list = tree_.at(node).kind == JsonKind::array;
    const bool is_object = tree_.at(node).kind == JsonKind::object;
    if (is_object && search_.mode == JsonPath::Mode::items_or_one) {
      if (step.kind == JsonStep::Kind::wildcard || holds(step.test, node)) run(node, steps, from + 1);
      return;
    }
    if (!is_list && (!is_object || search_.mode == JsonPath::Mode::items)) {
      note(node, Misfit::Kind::no_list);
      return;
    }
    for (auto child = tree_.at(node).first; may_visit(child); child = tree_.at(child).next) {
      if (step.kind == JsonStep::Kind::wildcard || holds(step.test, child)) run(child, steps, from + 1);
    }
  }

  bool may_visit(std::uint32_t node) const {
    return node != kNoJsonNode && (search_.budget == nullptr || search_.budget->take(1));
  }

  std::uint32_t member(std::uint32_t object, std::string_view name) const {
    if (tree_.at(object).kind != JsonKind::object) return kNoJsonNode;
    for (auto child = tree_.at(object).first; may_visit(child); child = tree_.at(child).next) {
      if (tree_.at(child).key == name) return child;
    }
    return kNoJsonNode;
  }

  std::uint32_t element(std::uint32_t array, std::int64_t index) const {
    if (tree_.at(array).kind != JsonKind::array) return kNoJsonNode;
    if (index < 0) {
      for (auto child = tree_.at(array).first; may_visit(child); child = tree_.at(child).next) ++index;
      if (index < 0) return kNoJsonNode;
    }
    auto child = tree_.at(array).first;
    while (may_visit(child) && index-- > 0) child = tree_.at(child).next;
    return child;
  }

  struct Value {
    JsonKind kind;
    std::string_view text;
  };

  /// Nothing if the path finds nothing; RFC 9535 then treats two empty sides as equal.
  std::optional<Value> value_of(const JsonTest::Side& side, std::uint32_t node) const {
    if (!side.is_path) return Value{side.kind, side.text};
    std::vector<model::NodeId> found;
    Evaluation(tree_, {JsonPath::Mode::values, nullptr, search_.budget}, found).run(node, side.path, 0);
    if (found.empty()) return std::nullopt;
    const auto& first = tree_.at(static_cast<std::uint32_t>(found.front()));
    return Value{first.kind, first.text};
  }

  static double number(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

  bool equal(const JsonTest& test, std::uint32_t node) const {
    const auto left = value_of(test.left, node);
    const auto right = value_of(test.right, node);
    if (!left || !right) return !left && !right;
    if (left->kind != right->kind) return false;
    if (left->kind == JsonKind::object || left->kind == JsonKind::array) return false;
    if (left->kind == JsonKind::number) return number(left->text) == number(right->text);
    return left->text == right->text;
  }

  bool holds(const JsonTest& test, std::uint32_t node) const {
    switch (test.kind) {
      case JsonTest::Kind::exists:
        return value_of(test.left, node).has_value();
      case JsonTest::Kind::equal:
        return equal(test, node);
      case JsonTest::Kind::not_equal:
        return !equal(test, node);
      case JsonTest::Kind::negation:
        return !holds(test.parts.front(), node);
      case JsonTest::Kind::all:
        for (const auto& part : test.parts) {
          if (!holds(part, node)) return false;
        }
        return true;
      case JsonTest::Kind::any:
        break;
    }
    for (const auto& part : test.parts) {
      if (holds(part, node)) return true;
    }
    return false;
  }

  const JsonTree& tree_;
  JsonPath::Search search_;
  std::vector<model::NodeId>& out_;
};

}  // namespace

void JsonPath::find(const JsonTree& tree, std::uint32_t context, const Search& search,
                    std::vector<model::NodeId>& out) const {
  Evaluation(tree, search, out).run(anchor_ == Anchor::record ? 0 : context, steps_, 0);
}

}  // namespace raccordo::codecs
