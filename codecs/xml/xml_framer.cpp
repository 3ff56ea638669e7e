#include "codecs/compiled_profile.hpp"
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
  XmlFramer(xml::ParserSettings settings, ByteSource& input) : parser_(std::move(settings), input) {}

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
    view_.show(*current_.tree);
    item.view = &view_;
    return item;
  }

  DocumentEnd end() const override { return {parser_.broken(), parser_.records()}; }

 private:
  XmlParser parser_;
  Framed current_;
  xml::XmlView view_;
};

}  // namespace

std::unique_ptr<Framer> make_xml_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input) {
  auto records = RecordPath::parse(profile.records, profile.namespaces);
  if (!records) throw std::logic_error("profile with unchecked records: " + records.error().message);
  xml::ParserSettings settings{std::move(*records), context.limits, profile.encoding};
  return std::make_unique<XmlFramer>(std::move(settings), input);
}

}  // namespace raccordo::codecs
