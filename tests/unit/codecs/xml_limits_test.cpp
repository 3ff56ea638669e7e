// The limits of one XML document: attributes, names, namespaces, the length of markup. Each limit is tested
// at its value and one above, with all chunk sizes and encodings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/xml/markup_guard.hpp"
#include "codecs/xml/name_table.hpp"
#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string with_attributes(std::size_t count, const std::string& value = "x>'") {
  std::string tag = "<b>\n<r";
  for (std::size_t i = 0; i < count; ++i) tag += " a" + std::to_string(i) + "=\"" + value + "\"";
  return tag + ">1</r></b>";
}

Framing frame_in_steps(const std::string& document, std::size_t step, DecodeContext context = {}) {
  DrippingSource source(document, step);
  return frame(source, xml_profile("//r"), context);
}

void expect_refused(const Framing& framing, const std::string& words) {
  EXPECT_THAT(framing.texts, IsEmpty());
  ASSERT_TRUE(framing.end.broken) << words;
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
  EXPECT_THAT(framing.end.broken->message, HasSubstr(words));
}

TEST(XmlLimits, EnforcesTheLimitOfAttributes) {
  DecodeContext context;
  context.limits.xml_attributes = 20;
  for (const std::size_t step : {1U, 2U, 7U, 100'000U}) {
    EXPECT_THAT(frame_in_steps(with_attributes(20), step, context).texts, ElementsAre("1")) << step;
    const auto framing = frame_in_steps(with_attributes(21), step, context);
    expect_refused(framing, "more than 20 attributes");
    EXPECT_EQ(framing.end.broken->at.number, 2U);
  }
}

TEST(XmlLimits, CountsNamespaceDeclarationsAsAttributes) {
  DecodeContext context;
  context.limits.xml_attributes = 2;
  EXPECT_THAT(frame("<r xmlns:a='u' b='1'>1</r>", "//r", context).texts, ElementsAre("1"));
  expect_refused(frame("<r xmlns:a='u' xmlns:c='v' b='1'>1</r>", "//r", context), "more than 2 attributes");
}

TEST(XmlLimits, CountsAttributesOfOneTagOnly) {
  DecodeContext context;
  context.limits.xml_attributes = 1;
  const std::string document =
      "<b><!-- a='1' b='2' --><?pi a='1' b='2'?><r a='1'><c d='\"'/><![CDATA[<x y='1' z='2'>]]>\"it's\" "
      "</r></b>";
  for (std::size_t step = 1; step <= document.size(); ++step) {
    EXPECT_THAT(frame_in_steps(document, step, context).texts, ElementsAre("<x y='1' z='2'>\"it's\" "))
        << step;
  }
}

std::string utf16(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char letter : ascii) {
    out += letter;
    out += '\0';
  }
  return out;
}

TEST(XmlLimits, CountAttributesInEveryEncoding) {
  DecodeContext context;
  context.limits.xml_attributes = 20;
  const std::string latin = "<?xml version='1.0' encoding='ISO-8859-1'?>";
  EXPECT_THAT(frame(utf16(with_attributes(20)), "//r", context).texts, ElementsAre("1"));
  expect_refused(frame(utf16(with_attributes(21)), "//r", context), "more than 20 attributes");
  EXPECT_THAT(frame(latin + with_attributes(20, "\xE0"), "//r", context).texts, ElementsAre("1"));
  expect_refused(frame(latin + with_attributes(21, "\xE0"), "//r", context), "more than 20 attributes");
}

TEST(XmlLimits, FindsTheEndOfCommentsAndSectionsAsLibxmlDoes) {
  DecodeContext context;
  context.limits.xml_attributes = 1;
  // If an end were missed, the attributes after it would not be counted.
  for (const std::string before :
       {"<!---->", "<!-- -->", "<!-- > -->", "<![CDATA[]]>", "<![CDATA[]]]]>", "<![CDATA[>]]]>", "<?p?>",
        "<?p ?\?>", "<a b='>'/>", "<a b=\"'\"/>", "&#62;", "&amp;"}) {
    expect_refused(frame("<b>" + before + "<r a='1' b='2'/></b>", "//r", context), "more than 1 attributes");
  }
}

TEST(XmlLimits, EnforcesTheLimitOfNames) {
  const std::string longest(xml::kLongestName, 'n');
  const auto element = [](const std::string& name) { return "<b><r><" + name + "/>1</r></b>"; };
  EXPECT_THAT(frame(element(longest)).texts, ElementsAre("1"));
  expect_refused(frame(element(longest + "n")), "name of an element or attribute is longer");
  EXPECT_THAT(frame("<r " + longest + "='x'>1</r>").texts, ElementsAre("1"));
  expect_refused(frame("<r n" + longest + "='x'>1</r>"), "name of an element or attribute is longer");
  EXPECT_THAT(frame("<r>&#" + std::string(xml::kLongestName - 3, '0') + "65;</r>").texts, ElementsAre("A"));
  expect_refused(frame("<r>&#" + std::string(xml::kLongestName, '0') + "65;</r>"), "write &amp;");
}

TEST(XmlLimits, EnforcesTheLimitOfDifferentNames) {
  const auto names = [](std::size_t count) {
    std::string document = "<b><r>";
    for (std::size_t i = 0; i < count; ++i) document += "<n" + std::to_string(i) + "/>";
    return document + "</r></b>";
  };
  EXPECT_THAT(frame(names(xml::kMostNames - 2)).texts, ElementsAre(""));
  expect_refused(frame(names(xml::kMostNames - 1)), "different names");
}

TEST(XmlLimits, EnforcesTheLimitOfNamespacesInScope) {
  const auto nested = [](std::size_t count) {
    std::string document = "<b>";
    for (std::size_t i = 0; i < count; ++i) document += "<c xmlns:p='urn:" + std::to_string(i) + "'>";
    document += "<r>1</r>";
    for (std::size_t i = 0; i < count; ++i) document += "</c>";
    return document + "</b>";
  };
  const auto in_turn = [](std::size_t count) {
    std::string document = "<b>";
    for (std::size_t i = 0; i < count; ++i) document += "<c xmlns:p='urn:p'/>";
    return document + "<r>1</r></b>";
  };
  DecodeContext context;
  context.limits.depth = 1'000;
  EXPECT_THAT(frame(nested(256), "//r", context).texts, ElementsAre("1"));
  expect_refused(frame(nested(257), "//r", context), "namespace declarations are in force");
  EXPECT_THAT(frame(in_turn(1'000), "//r", context).texts, ElementsAre("1"));
  EXPECT_THAT(
      frame("<r xmlns='" + std::string(xml::kLongestNamespace, 'u') + "'>1</r>", "/h:r").end.broken->message,
      HasSubstr("no record"));
  expect_refused(frame("<r xmlns='" + std::string(xml::kLongestNamespace + 1, 'u') + "'>1</r>"),
                 "name of a namespace is longer");
}

TEST(XmlLimits, RefusesMarkupThatNeverEnds) {
  for (const std::string begin : {"<!-- ", "<?p ", "<r a='", "<r ", "</r "}) {
    RepeatingSource source("<b>" + begin, std::string(1'000, ' '), "", 2'000);
    const auto framing = frame(source, xml_profile("//r"));
    expect_refused(framing, "check that it is closed");
  }
}

TEST(XmlLimits, EnforcesTheLimitOfACommentsLength) {
  const auto comment = [](std::size_t length) {
    return "<b><!--" + std::string(length, 'x') + "--><r>1</r></b>";
  };
  EXPECT_THAT(frame_in_steps(comment(xml::kLongestMarkup - 3), 32'768).texts, ElementsAre("1"));
  expect_refused(frame_in_steps(comment(xml::kLongestMarkup - 2), 32'768), "longer than");
}

TEST(XmlLimits, AcceptsTextAndSectionsOfAnyLength) {
  const std::string long_text(2'000'000, 'x');
  EXPECT_THAT(frame_in_steps("<r>" + long_text + "</r>", 32'768).texts, ElementsAre(long_text));
  EXPECT_THAT(frame_in_steps("<r><![CDATA[" + long_text + "]]></r>", 32'768).texts, ElementsAre(long_text));
}

TEST(XmlLimits, RefusesElementsWhoseNamesAreTooLongTogether) {
  std::string document;
  for (int i = 0; i < 10; ++i) document += "<" + std::string(500, 'n') + ">";
  expect_refused(frame(document + "<r/>"), "names are too long together");
}

}  // namespace
}  // namespace raccordo::codecs
