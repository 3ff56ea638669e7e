#include <algorithm>

#include "codecs/compiled_profile.hpp"
#include "codecs/xml/csi_events.hpp"
#include "codecs/xml/csi_facts.hpp"
#include "codecs/xml/xml_format.hpp"
#include "codecs/xml/xml_parser.hpp"
#include "codecs/xml/xml_view.hpp"

namespace raccordo::codecs {
namespace {

using xml::Framed;
using xml::RecordPath;
using xml::XmlParser;

class XmlFramer final : public Framer {
 public:
  XmlFramer(xml::ParserSettings settings, ByteSource& input, bool marks_events)
      : parser_(std::move(settings), input), marks_events_(marks_events) {}

  std::optional<Item> next() override {
    if (current_.tree) parser_.recycle(std::move(current_.tree));
    auto framed = parser_.next();
    if (!framed) return std::nullopt;
    current_ = std::move(*framed);
    Item item;
    item.number = current_.number;
    if (!current_.tree) {
      item.bad.push_back(std::move(*current_.oversize));
      return item;
    }
    if (marks_events_) {
      xml::mark_events(*current_.tree);
      if (facts_.empty()) facts_ = xml::read_facts(*current_.tree);
    }
    view_.show(*current_.tree);
    item.view = &view_;
    return item;
  }

  DocumentEnd end() const override { return {parser_.broken(), parser_.records()}; }
  DocumentFacts facts() const override { return facts_; }

 private:
  XmlParser parser_;
  bool marks_events_;
  Framed current_;
  xml::XmlView view_;
  DocumentFacts facts_;
};

}  // namespace

std::unique_ptr<Framer> make_xml_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input) {
  auto records = RecordPath::parse(profile.records, profile.namespaces);
  if (!records) throw std::logic_error("profile with unchecked records: " + records.error().message);
  const auto* csi = find_xml_checker("csi-phases");
  const bool marks_events =
      std::find(profile.checks.begin(), profile.checks.end(), csi) != profile.checks.end();
  xml::ParserSettings settings{std::move(*records), context.limits, profile.encoding};
  return std::make_unique<XmlFramer>(std::move(settings), input, marks_events);
}

}  // namespace raccordo::codecs
