// JsonView: the current JSON record. Owned by a JSON framer, which fills the tree record by record.
#pragma once

#include <string>
#include <vector>

#include "codecs/json/json_tree.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class JsonView final : public RecordView {
 public:
  /// Parses the record in place. `prefix` is the pointer of the record in its document.
  std::optional<JsonFailure> open(std::string& text, std::size_t depth, std::string prefix);
  bool is_object() const { return tree_.at(0).kind == JsonKind::object; }

  model::NodeId root() const override { return 0; }
  void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) override;
  void select_items(const Selector& selector, EachOf each_of, std::vector<model::NodeId>& out) override;
  std::optional<std::string_view> text(model::NodeId node) const override;
  NodeShape shape(model::NodeId node) const override;
  bool is_within(model::NodeId node, model::NodeId around) const override;
  bool is_empty(model::NodeId node) const override;
  bool is_damaged() const override { return tree_.is_damaged(); }
  bool is_number(model::NodeId node) const override;
  bool is_true(model::NodeId node) const override;
  model::Place locate(model::NodeId node) const override;

 private:
  JsonTree tree_;
  std::string prefix_;
};

/// The issue of a record that could not be parsed.
model::Issue json_issue(const JsonFailure& failure, std::uint64_t record, const std::string& prefix,
                        const std::string& where);

}  // namespace raccordo::codecs
