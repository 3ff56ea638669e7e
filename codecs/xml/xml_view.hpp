// XmlView: one XML record for decode. XmlFramer sets the tree; decode and the checkers read.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "codecs/record_view.hpp"
#include "codecs/xml/xml_tree.hpp"
#include "codecs/xml/xpath_engine.hpp"

namespace raccordo::codecs::xml {

class XmlView final : public RecordView {
 public:
  /// The tree must outlive its use here.
  void show(XmlTree& tree);
  const XmlTree& tree() const { return *tree_; }
  /// Has `change` add to the tree before anything is selected from it.
  template <class Change>
  void edit(const Change& change) {
    change(*tree_);
    show(*tree_);
  }

  model::NodeId root() const override { return to_node(NodeKind::element, 0); }
  void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) override;
  void select_items(const Selector& selector, EachOf, std::vector<model::NodeId>& out) override;
  void mark_read(model::NodeId node) override;
  bool is_unread(const Gap& gap) const override;
  bool may_read(const Selector& selector, model::NodeId node) const override;
  NodeShape shape(model::NodeId node) const override;
  bool is_within(model::NodeId node, model::NodeId around) const override;
  bool is_empty(model::NodeId node) const override;
  std::optional<std::string_view> text(model::NodeId node) const override;
  model::Place locate(model::NodeId node) const override;

 private:
  /// A text that an expression computed, and its context.
  struct Computed {
    std::string text;
    model::NodeId context;
  };

  void find(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out);

  XmlTree* tree_ = nullptr;
  std::vector<bool> is_read_;  ///< of each element: a rule has found it, or something in it
  XPathEngine engine_;
  std::deque<Computed> computed_;  ///< texts that were given out stay where they are
};

}  // namespace raccordo::codecs::xml
