#include "codecs/csi/csi_structure.hpp"

#include <algorithm>
#include <array>
#include <bitset>

#include "base/text.hpp"
#include "codecs/csi/csi_shapes.hpp"

namespace raccordo::codecs::xml {
namespace {

using Index = XmlTree::Index;
using model::IssueCode;
constexpr Index kNone = XmlTree::kNone;
constexpr std::string_view kHl7 = "urn:hl7-org:v3";

/// Any element may start with these; they have no meaning here.
constexpr std::array<std::string_view, 3> kIgnored = {"realmCode", "typeId", "templateId"};

template <class Rule>
struct ByShape {
  Shape Rule::*key;
  bool operator()(const Rule& rule, Shape shape) const { return rule.*key < shape; }
  bool operator()(Shape shape, const Rule& rule) const { return shape < rule.*key; }
};

std::span<const ChildRule> children_of(Shape shape) {
  const auto all = child_rules();
  const auto [from, to] =
      std::equal_range(all.begin(), all.end(), shape, ByShape<ChildRule>{&ChildRule::parent});
  return {from, to};
}

class StructureCheck {
 public:
  StructureCheck(const XmlTree& tree, CsiReport& report) : tree_(tree), report_(report) {}

  void visit(Index element, Shape shape) {
    if (tree_.is_absent(element)) return;
    check_attributes(element, shape);
    const auto rules = children_of(shape);
    if (rules.empty()) return;
    std::bitset<64> seen;
    for (Index child = tree_.element(element).first_child; child != kNone;
         child = tree_.element(child).next) {
      visit_child(child, rules, seen);
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].use != Use::required || seen[i]) continue;
      report_.error(IssueCode::missing_field, node_of(element),
                    "the element " + std::string(rules[i].name) + " is missing here; add it");
    }
  }

 private:
  void visit_child(Index child, std::span<const ChildRule> rules, std::bitset<64>& seen) {
    const Name& name = *tree_.element(child).name;
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const ChildRule& rule) { return rule.name == name.local; });
    if (found == rules.end() || name.uri != kHl7) {
      if (std::find(kIgnored.begin(), kIgnored.end(), name.local) != kIgnored.end()) return;
      report_.warning(IssueCode::unknown_item, node_of(child),
                      "this element is not known here and was skipped");
      return;
    }
    seen.set(static_cast<std::size_t>(found - rules.begin()));
    if (found->use == Use::unused) {
      report_.warning(IssueCode::unknown_item, node_of(child),
                      "this interchange does not use this element; it was skipped");
    } else if (found->shape != Shape::leaf) {
      visit(child, found->shape);
    }
  }

  void check_attributes(Index element, Shape shape) {
    for (const AttributeRule& rule : attribute_rules()) {
      if (rule.shape == shape) check_attribute(element, rule);
    }
  }

  void check_attribute(Index element, const AttributeRule& rule) {
    const Index attribute = tree_.find_attribute(element, rule.name);
    const std::string name(rule.name);
    if (attribute == kNone) {
      const auto message =
          "the attribute " + name + " is missing; write " + name + "=\"" + first(rule) + "\"";
      if (rule.absence == Use::required)
        return report_.error(IssueCode::missing_field, node_of(element), message);
      return report_.warning(IssueCode::missing_field, node_of(element), message);
    }
    const auto allowed = base::split(rule.values, ' ');
    if (std::find(allowed.begin(), allowed.end(), tree_.value(attribute)) != allowed.end()) return;
    report_.error(IssueCode::malformed_document, attribute_node(attribute),
                  "the attribute " + name + " must be " + first(rule));
  }

  static std::string first(const AttributeRule& rule) {
    return std::string(rule.values.substr(0, rule.values.find(' ')));
  }

  const XmlTree& tree_;
  CsiReport& report_;
};

}  // namespace

void check_structure(const XmlTree& tree, CsiReport& report) {
  StructureCheck(tree, report).visit(0, Shape::message);
}

}  // namespace raccordo::codecs::xml
