#include "codecs/xml/xpath_selector.hpp"

#include "base/text.hpp"
#include "codecs/xml/xml_format.hpp"
#include "codecs/xml/xpath_engine.hpp"

namespace raccordo::codecs {

base::Result<std::unique_ptr<Selector>> compile_xpath(std::string_view expression,
                                                      const std::map<std::string, std::string>& namespaces) {
  const std::string text(base::trim(expression));
  if (text.empty()) return base::fault("a selector is empty; write an XPath expression");
  auto steps = xml::StepPath::parse(text, namespaces);
  if (!steps) return base::fault("'" + text + "': " + steps.error().message);
  auto selector = std::make_unique<xml::XPathSelector>();
  selector->steps = std::move(*steps);
  if (!selector->steps) {
    const auto checked = xml::check_xpath(text, namespaces);
    if (!checked) return checked.error();
  }
  selector->expression = text;
  selector->namespaces = namespaces;
  return std::unique_ptr<Selector>(std::move(selector));
}

}  // namespace raccordo::codecs
