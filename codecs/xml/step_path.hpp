// StepPath: the commonly used part of XPath, compiled to steps and matched on an XmlTree without libxml2:
// child steps, `.`, `..`, `*`, `@name`, positions, comparisons with a literal joined by `or`. Other
// expressions are left to XPathEngine. Owned by XPathSelector.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/record_view.hpp"
#include "codecs/xml/record_path.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

class StepPath {
 public:
  /// Nothing if the expression is not of the known forms; a fault if a prefix is unknown.
  static base::Result<std::optional<StepPath>> parse(std::string_view expression,
                                                     const Namespaces& namespaces);

  /// Appends what the path finds from `context` (an element), in document order.
  /// Finds no more once the budget is spent. `gaps`, if not null, takes the elements in which the last step
  /// to a child, or to an attribute, finds no such name.
  void find(const XmlTree& tree, XmlTree::Index context, StepBudget& budget, std::vector<Gap>* gaps,
            std::vector<model::NodeId>& out) const;

  /// True if two steps of the path lead from an element of this name to a child that this one has.
  bool may_read(const XmlTree& tree, XmlTree::Index element) const;

 private:
  friend class StepParser;
  enum class Axis : std::uint8_t { child, attribute, self, parent };
  enum class Start : std::uint8_t { context, record, document };

  /// `path`, or `path='literal'`.
  struct Condition;
  /// A position, or conditions of which one must hold.
  struct Predicate {
    std::uint32_t position = 0;
    std::vector<Condition> any_of;
  };
  struct Step {
    Axis axis = Axis::child;
    std::optional<Name> name;  ///< nothing: any
    std::vector<Predicate> predicates;
  };

  class Walk;
  /// True if the steps from `index` on lead to a child of the current element, or to an attribute.
  bool is_last_child(std::size_t index) const;

  Start start_ = Start::context;
  std::vector<Step> steps_;
};

struct StepPath::Condition {
  StepPath path;
  std::optional<std::string> literal;
};

}  // namespace raccordo::codecs::xml
