// XPathEngine: full XPath 1.0, for the selectors that StepPath does not support. Rebuilds one record as a
// libxml2 document on first use and maps results back to the XmlTree. Owned by XmlView.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "codecs/record_view.hpp"
#include "codecs/xml/record_path.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// A fault for the profile's author if the expression is not XPath 1.0.
base::Result<void> check_xpath(const std::string& expression, const Namespaces& namespaces);

/// Threads: one at a time; expressions are compiled again for each engine, because libxml2 writes into
/// compiled ones while it evaluates them.
class XPathEngine {
 public:
  XPathEngine();
  ~XPathEngine();
  XPathEngine(const XPathEngine&) = delete;
  XPathEngine& operator=(const XPathEngine&) = delete;

  /// A node of the tree, or a text computed by the expression (string, number, boolean, text node).
  using Find = std::variant<model::NodeId, std::string>;
  /// `key` identifies the expression for reuse of its compiled form. Finds nothing if the budget, which must
  /// not be used up yet, does not suffice.
  std::vector<Find> evaluate(const void* key, const std::string& expression, const Namespaces& namespaces,
                             const XmlTree& tree, XmlTree::Index context, StepBudget& budget);
  /// Call before the tree changes.
  void forget_record();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace raccordo::codecs::xml
