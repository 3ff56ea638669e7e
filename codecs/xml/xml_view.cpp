#include "codecs/xml/xml_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codecs/xml/xpath_selector.hpp"

namespace raccordo::codecs::xml {

void XmlView::show(XmlTree& tree) {
  tree_ = &tree;
  constexpr std::size_t bytes_per_node = 16;
  budget().begin(tree.nodes() + tree.bytes() / bytes_per_node);
  computed_.clear();
  is_read_.assign(tree.elements().size(), false);
  engine_.forget_record();
}

/// Of several elements only one may have the value; the positions that a rule does not select may be selected
/// by another rule. In a list each element is an item.
void XmlView::select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  const auto found = out.size();
  const auto known = gaps().size();
  find(selector, context, out);
  const auto fresh = gaps().begin() + static_cast<std::ptrdiff_t>(known);
  const auto is_of_list = [](const Gap& gap) { return gap.kind == Gap::Kind::surplus; };
  gaps().erase(out.size() != found ? fresh : std::remove_if(fresh, gaps().end(), is_of_list), gaps().end());
}

void XmlView::select_items(const Selector& selector, EachOf, std::vector<model::NodeId>& out) {
  find(selector, root(), out);
}

void XmlView::find(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) {
  if (budget().is_spent()) return;
  const auto& xpath = static_cast<const XPathSelector&>(selector);
  const auto from = kind_of(context) == NodeKind::element ? index_of(context) : 0;
  if (xpath.steps) {
    xpath.steps->find(*tree_, from, budget(), &gaps(), out);
    return;
  }
  for (auto& find : engine_.evaluate(&selector, xpath.expression, xpath.namespaces, *tree_, from, budget())) {
    if (const auto* node = std::get_if<model::NodeId>(&find)) {
      out.push_back(*node);
    } else {
      out.push_back(to_node(NodeKind::computed, computed_.size()));
      computed_.push_back({std::move(std::get<std::string>(find)), context});
    }
  }
}

NodeShape XmlView::shape(model::NodeId node) const {
  if (kind_of(node) != NodeKind::element) return NodeShape::text;
  const auto element = index_of(node);
  if (tree_->element(element).first_child != XmlTree::kNone) return NodeShape::group;
  return tree_->is_absent(element) ? NodeShape::nothing : NodeShape::text;
}

void XmlView::mark_read(model::NodeId node) {
  if (kind_of(node) == NodeKind::computed) return;
  auto at = kind_of(node) == NodeKind::attribute ? tree_->attribute(index_of(node)).owner : index_of(node);
  for (; at != XmlTree::kNone && !is_read_[at]; at = tree_->element(at).parent) is_read_[at] = true;
}

/// Nothing is missing if an element is marked absent, or has neither attributes, elements nor text; an
/// element with its value in an attribute is not empty.
bool XmlView::is_unread(const Gap& gap) const {
  const auto index = index_of(gap.node);
  if (is_read_[index] || tree_->is_absent(index)) return false;
  const auto& element = tree_->element(index);
  return gap.kind == Gap::Kind::no_attribute || element.first_attribute != XmlTree::kNone ||
         element.first_child != XmlTree::kNone || !is_empty(gap.node);
}

bool XmlView::may_read(const Selector& selector, model::NodeId node) const {
  const auto& xpath = static_cast<const XPathSelector&>(selector);
  return xpath.steps && xpath.steps->may_read(*tree_, index_of(node));
}

bool XmlView::is_within(model::NodeId node, model::NodeId around) const {
  if (node == around) return true;
  if (kind_of(around) != NodeKind::element || kind_of(node) == NodeKind::computed) return false;
  auto at = kind_of(node) == NodeKind::attribute ? tree_->attribute(index_of(node)).owner : index_of(node);
  while (at != XmlTree::kNone && at != index_of(around)) at = tree_->element(at).parent;
  return at != XmlTree::kNone;
}

/// Attributes do not count: in HL7 v3 most only describe the kind of an element.
bool XmlView::is_empty(model::NodeId node) const { return base::trim(text(node).value_or("")).empty(); }

std::optional<std::string_view> XmlView::text(model::NodeId node) const {
  const auto index = index_of(node);
  if (kind_of(node) == NodeKind::computed) return computed_[index].text;
  const bool is_attribute = kind_of(node) == NodeKind::attribute;
  const auto element = is_attribute ? tree_->attribute(index).owner : index;
  if (tree_->is_absent(element)) return std::nullopt;
  return is_attribute ? tree_->value(index) : tree_->text(index);
}

model::Place XmlView::locate(model::NodeId node) const {
  const auto index = index_of(node);
  if (kind_of(node) == NodeKind::computed) return locate(computed_[index].context);
  if (kind_of(node) == NodeKind::element) return tree_->place_of(index);
  model::Place place = tree_->place_of(tree_->attribute(index).owner);
  place.path += "/@" + tree_->attribute(index).name->local;
  return place;
}

}  // namespace raccordo::codecs::xml
