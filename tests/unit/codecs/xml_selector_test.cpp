#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/xml/xpath_selector.hpp"
#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kDocument =
    R"(<r xmlns:x='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' n='9'>
  <a k='1'><b>one</b><v c='10'/></a>
  <a k='2'><b>two</b><b>three</b><v c='20'/></a>
  <x:a k='3'><b>four</b></x:a>
  <t>left<i>mid</i>right</t>
  <nil xsi:nil='true'>no</nil><unk nullFlavor='UNK' value='5'/>
</r>)";

/// Evaluates on kDocument; absent nodes give "(absent)".
std::vector<std::string> evaluate(const std::string& expression, const std::string& each = ".",
                                  const std::string& document = kDocument) {
  DrippingSource source(document, 1000);
  const auto profile = xml_profile("/r");
  const DecodeContext context;
  const auto framer = make_xml_framer(profile, context, source);
  auto item = framer->next();
  const auto items = compile_xpath(each, profile.namespaces);
  const auto selector = compile_xpath(expression, profile.namespaces);
  EXPECT_TRUE(items && selector) << expression;
  if (!item || !items || !selector) return {};
  std::vector<model::NodeId> contexts, nodes;
  item->view->select(**items, item->view->root(), contexts);
  for (const auto at : contexts) item->view->select(**selector, at, nodes);
  std::vector<std::string> texts;
  for (const auto node : nodes) texts.emplace_back(item->view->text(node).value_or("(absent)"));
  return texts;
}

bool is_matched_without_xpath(const std::string& expression) {
  const auto selector = compile_xpath(expression, {{"x", "urn:x"}});
  return selector && dynamic_cast<const xml::XPathSelector&>(**selector).steps.has_value();
}

struct Case {
  const char* expression;
  std::vector<std::string> finds;
};

TEST(XPathSelector, ReadsEveryCharacterReferenceInAttributesAndTexts) {
  const std::string written =
      "A &amp; B &#38; &#x26; &lt;b&gt; &quot;&apos; &amp;amp; &amp;#38; &#60; \u00E8";
  const std::string meant = "A & B & & <b> \"' &amp; &#38; < \u00E8";
  const auto document = "<r a=\"" + written + "\"><t>" + written + "</t></r>";
  EXPECT_THAT(evaluate("@a", ".", document), ElementsAre(meant));
  EXPECT_THAT(evaluate("t", ".", document), ElementsAre(meant));
}

TEST(XPathSelector, MatchesTheUsualFormsWithoutXPath) {
  const std::vector<Case> cases = {{"@n", {"9"}},
                                   {"a/b", {"one", "two", "three"}},
                                   {"a[2]/b", {"two", "three"}},
                                   {"a/b[1]", {"one", "two"}},
                                   {"a[@k='2']/b[2]", {"three"}},
                                   {"a[@k=\"1\"]/v/@c", {"10"}},
                                   {"a[v/@c='20']/@k", {"2"}},
                                   {"a[b='three' or @k='1']/@k", {"1", "2"}},
                                   {"a[@k='2'][1]/@k", {"2"}},
                                   {"a[1][@k='2']/@k", {}},
                                   {"x:a/b", {"four"}},
                                   {"*[@k='3']/b", {"four"}},
                                   {"a/@*", {"1", "2"}},
                                   {"t", {"leftmidright"}},
                                   {"./a/./@k", {"1", "2"}},
                                   {"/r/a/@k", {"1", "2"}},
                                   {"x:a/b/../../@n", {"9"}},
                                   {"..", {}},
                                   {"/s/a/@k", {}},
                                   {"$root/@n", {"9"}},
                                   {"a[v]/@k", {"1", "2"}},
                                   {"missing/deep/@x", {}}};
  for (const auto& [expression, finds] : cases) {
    EXPECT_TRUE(is_matched_without_xpath(expression)) << expression;
    EXPECT_EQ(evaluate(expression), finds) << expression;
  }
}

TEST(XPathSelector, UsesXPathForOtherForms) {
  const std::vector<Case> cases = {{"a[@k='1' or @k='2']/b[last()]", {"one", "three"}},
                                   {"//b", {"one", "two", "three", "four"}},
                                   {"concat(a[1]/b, '-', @n)", {"one-9"}},
                                   {"string(a[2]/b)", {"two"}},
                                   {"count(a)", {"2"}},
                                   {"boolean(a)", {"true"}},
                                   {"t/text()", {"left", "right"}},
                                   {"a/b | x:a/b", {"one", "two", "three", "four"}},
                                   {"a[@k > 1]/@k", {"2"}},
                                   {"$root/a[last()]/@k", {"2"}},
                                   {"//x:a/@k", {"3"}},
                                   {"a[2]/preceding-sibling::a/@k", {"1"}},
                                   {"a[@k='1' and b='one']/@k", {"1"}},
                                   {"a[not(@k='1')]/@k", {"2"}}};
  for (const auto& [expression, finds] : cases) {
    EXPECT_FALSE(is_matched_without_xpath(expression)) << expression;
    EXPECT_EQ(evaluate(expression), finds) << expression;
  }
}

TEST(XPathSelector, IsRelativeToTheItemAndReachesTheRecord) {
  EXPECT_THAT(evaluate("b[1]", "a"), ElementsAre("one", "two"));
  EXPECT_THAT(evaluate("$root/@n", "a"), ElementsAre("9", "9"));
  EXPECT_THAT(evaluate("string(b)", "a"), ElementsAre("one", "two"));
  EXPECT_THAT(evaluate("../@n", "a"), ElementsAre("9", "9"));
}

TEST(XPathSelector, TreatsNilAndNullFlavorAsAbsent) {
  EXPECT_THAT(evaluate("nil"), ElementsAre("(absent)"));
  EXPECT_THAT(evaluate("unk"), ElementsAre("(absent)"));
  EXPECT_THAT(evaluate("unk/@value"), ElementsAre("(absent)"));
}

TEST(XPathSelector, ExplainsAnInvalidExpression) {
  for (const auto* bad : {"", "  ", "a[", "a]", "a[@k='1", "p:a", "a/p:b/@c", "a[p:b]", "f(", "unknown(a)",
                          "$var", "a b", "//p:a", "a//", "@"}) {
    EXPECT_FALSE(compile_xpath(bad, {{"x", "urn:x"}})) << bad;
  }
}

TEST(XPathSelector, PlacesNodesByLocalNamesAndPositions) {
  DrippingSource source(kDocument, 1000);
  const auto profile = xml_profile("/r");
  const DecodeContext context;
  const auto framer = make_xml_framer(profile, context, source);
  auto item = framer->next();
  ASSERT_TRUE(item);
  std::vector<model::NodeId> nodes;
  for (const auto* expression : {"a[2]/b[2]", "a[2]/v/@c", "x:a", "string(@n)"}) {
    item->view->select(**compile_xpath(expression, profile.namespaces), item->view->root(), nodes);
  }
  ASSERT_EQ(nodes.size(), 4U);
  EXPECT_EQ(item->view->locate(nodes[0]).path, "/r/a[2]/b[2]");
  EXPECT_EQ(item->view->locate(nodes[0]).number, 3U);
  EXPECT_EQ(item->view->locate(nodes[1]).path, "/r/a[2]/v/@c");
  EXPECT_EQ(item->view->locate(nodes[2]).path, "/r/a[3]");
  EXPECT_EQ(item->view->locate(nodes[3]).path, "/r");
}

}  // namespace
}  // namespace raccordo::codecs
