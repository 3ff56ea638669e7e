// XmlView: one XML record as decode sees it. XmlFramer sets the tree; decode and the checkers read.
#pragma once

#include <string>
#include <vector>

#include "codecs/record_view.hpp"
#include "codecs/xml/xml_tree.hpp"
#include "codecs/xml/xpath_engine.hpp"

namespace raccordo::codecs::xml {

class XmlView final : public RecordView {
 public:
  /// The tree must outlive its use here.
  void show(const XmlTree& tree);
  const XmlTree& tree() const { return *tree_; }

  model::NodeId root() const override { return to_node(NodeKind::element, 0); }
  void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) override;
  NodeShape shape(model::NodeId node) const override;
  bool is_within(model::NodeId node, model::NodeId around) const override;
  bool is_empty(model::NodeId node) const override;
  std::optional<std::string> text(model::NodeId node) const override;
  model::Place locate(model::NodeId node) const override;

 private:
  /// A text that an expression computed, and where it was asked for.
  struct Computed {
    std::string text;
    model::NodeId context;
  };

  const XmlTree* tree_ = nullptr;
  XPathEngine engine_;
  std::vector<Computed> computed_;
};

}  // namespace raccordo::codecs::xml
