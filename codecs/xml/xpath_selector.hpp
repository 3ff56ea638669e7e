// XPathSelector: a profile's XPath expression, compiled once: steps matched on the tree if it is of a usual
// form, else the text for XPathEngine. Immutable, shared between threads. XmlView evaluates it.
#pragma once

#include <optional>
#include <string>

#include "codecs/record_view.hpp"
#include "codecs/xml/step_path.hpp"

namespace raccordo::codecs::xml {

struct XPathSelector final : Selector {
  std::optional<StepPath> steps;  ///< nothing: XPath proper
  std::string expression;
  Namespaces namespaces;
};

}  // namespace raccordo::codecs::xml
