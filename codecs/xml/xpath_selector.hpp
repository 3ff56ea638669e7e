// XPathSelector: a profile's XPath expression, compiled once: as steps if it has a usual form, else as text
// for XPathEngine. Immutable, shared between threads. Evaluated by XmlView.
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
