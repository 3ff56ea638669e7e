// CsiReport: collects the issues of the rules of the CSI interchange. Made by the csi-phases checker for one
// message; an issue that decode has already raised at the same place is not repeated.
#pragma once

#include <string>

#include "codecs/record_view.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

class CsiReport {
 public:
  CsiReport(const RecordView& view, const model::CodeMask& mask, model::FieldRecord& record)
      : view_(view), mask_(mask), record_(record) {}
  /// An error about a value, which is put before the message. `field`: the kind of value.
  void wrong_value(model::IssueCode code, model::NodeId node, model::Field field, std::string_view value,
                   const std::string& message);
  void error(model::IssueCode code, model::NodeId node, std::string message) {
    add(model::Severity::error, code, node, std::move(message));
  }
  void warning(model::IssueCode code, model::NodeId node, std::string message) {
    add(model::Severity::warning, code, node, std::move(message));
  }

 private:
  void add(model::Severity severity, model::IssueCode code, model::NodeId node, std::string message);

  const RecordView& view_;
  const model::CodeMask& mask_;
  model::FieldRecord& record_;
};

inline model::NodeId node_of(XmlTree::Index element) { return to_node(NodeKind::element, element); }
inline model::NodeId attribute_node(XmlTree::Index attribute) {
  return to_node(NodeKind::attribute, attribute);
}

}  // namespace raccordo::codecs::xml
