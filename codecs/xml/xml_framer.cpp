#include "codecs/compiled_profile.hpp"
#include "codecs/xml/xml_format.hpp"
#include "codecs/xml/xml_parser.hpp"
#include "codecs/xml/xml_view.hpp"

namespace raccordo::codecs {
namespace {

using xml::Framed;
using xml::RecordPath;
using xml::XmlParser;

/// The tree of a record. Its names belong to the parser, which adds names but changes none.
struct CutTree final : CutRecord {
  Framed framed;
};

class TreeOpener final : public Framer::Opener {
 public:
  Framer::Item open(CutRecord& cut) override { return open(static_cast<CutTree&>(cut).framed); }
  Framer::Item open(Framed& framed) {
    Framer::Item item;
    item.number = framed.number;
    if (!framed.tree) {
      item.bad.push_back(std::move(*framed.oversize));
      return item;
    }
    view_.show(*framed.tree);
    item.view = &view_;
    return item;
  }

 private:
  xml::XmlView view_;
};

class XmlFramer final : public Framer {
 public:
  XmlFramer(xml::ParserSettings settings, ByteSource& input) : parser_(std::move(settings), input) {}

  std::optional<Item> next() override {
    if (current_.tree) parser_.recycle(std::move(current_.tree));
    auto framed = parser_.next();
    if (!framed) return std::nullopt;
    current_ = std::move(*framed);
    return opener_.open(current_);
  }
  std::unique_ptr<Opener> make_opener() const override { return std::make_unique<TreeOpener>(); }
  std::unique_ptr<CutRecord> cut() override {
    auto framed = parser_.next();
    if (!framed) return nullptr;
    auto cut = std::make_unique<CutTree>();
    cut->framed = std::move(*framed);
    cut->number = cut->framed.number;
    const auto* tree = cut->framed.tree.get();
    if (tree != nullptr) cut->bytes = tree->bytes() + tree->nodes() * sizeof(xml::XmlTree::Element);
    return cut;
  }
  void take_back(std::unique_ptr<CutRecord> read) override {
    // A large tree would keep its memory until the end of the document.
    if (read->bytes <= kMostKept) parser_.recycle(std::move(static_cast<CutTree&>(*read).framed.tree));
  }

  DocumentEnd end() const override { return {parser_.broken(), parser_.records()}; }

 private:
  static constexpr std::size_t kMostKept = std::size_t{256} << 10U;
  XmlParser parser_;
  Framed current_;
  TreeOpener opener_;
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
