#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/xml/xml_parser.hpp"
#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(XmlFramer, ReturnsTheDocumentAsOneRecord) {
  const auto framing = frame("<r>one</r>", "/r");
  EXPECT_THAT(framing.texts, ElementsAre("one"));
  EXPECT_EQ(framing.places[0].path, "/r");
  EXPECT_FALSE(framing.end.broken);
  EXPECT_EQ(framing.end.records, 1U);
}

TEST(XmlFramer, GivesTheRecordsOfABatchInOrderWithTheirPlaces) {
  const auto framing = frame("<b><head/>\n<r>one</r>\n<r>two</r><other><r>three</r></other></b>");
  EXPECT_THAT(framing.texts, ElementsAre("one", "two", "three"));
  EXPECT_EQ(framing.places[0].path, "/b/r[1]");
  EXPECT_EQ(framing.places[1].path, "/b/r[2]");
  EXPECT_EQ(framing.places[1].number, 3U);
  EXPECT_EQ(framing.places[2].path, "/b/other/r[1]");
}

TEST(XmlFramer, FollowsAnAbsolutePathExactly) {
  const auto framing = frame("<b><r>no</r><c><r>yes</r><d><r>no</r></d></c></b>", "/b/c/r");
  EXPECT_THAT(framing.texts, ElementsAre("yes"));
}

TEST(XmlFramer, TreatsANestedRecordAsContent) {
  EXPECT_THAT(frame("<b><r>a<r>b</r>c</r></b>").texts, ElementsAre("abc"));
}

TEST(XmlFramer, MatchesNamesByNamespaceWithAnyPrefix) {
  const std::string document =
      "<b><r xmlns='urn:x'>default</r><p:r xmlns:p='urn:x'>prefixed</p:r><r>none</r><x:r "
      "xmlns:x='urn:y'>other"
      "</x:r></b>";
  EXPECT_THAT(frame(document, "//x:r").texts, ElementsAre("default", "prefixed"));
}

TEST(XmlFramer, JoinsTextAndCdataAroundCommentsAndInstructions) {
  EXPECT_THAT(frame("<r>a<!-- x --><![CDATA[<b>]]><?pi y?>c&amp;&#233;</r>").texts, ElementsAre("a<b>c&é"));
}

TEST(XmlFramer, NamesTheRootIfThereIsNoRecord) {
  const auto framing = frame("<Wrong xmlns='urn:x'/>", "/x:r");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
  EXPECT_THAT(framing.end.broken->message, HasSubstr("expected /x:r"));
  EXPECT_THAT(framing.end.broken->message, HasSubstr("root element Wrong in the namespace urn:x"));
}

TEST(XmlFramer, RefusesAnEmptyDocument) {
  for (const auto* document : {"", " ", "\n\n", "<", "no xml"}) {
    const auto framing = frame(document);
    ASSERT_TRUE(framing.end.broken) << document;
    EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document) << document;
    EXPECT_THAT(framing.texts, IsEmpty());
  }
}

TEST(XmlFramer, ReturnsTheRecordsBeforeAnErrorAndItsLine) {
  const auto framing = frame("<b>\n<r>1</r>\n<r>2</r>\n<r>3</x>\n<r>4</r></b>");
  EXPECT_THAT(framing.texts, ElementsAre("1", "2"));
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::truncated_document);
  EXPECT_EQ(framing.end.broken->at.number, 4U);
  EXPECT_EQ(framing.end.broken->at.path, "/b/r[3]");
  EXPECT_EQ(framing.end.records, 2U);
}

TEST(XmlFramer, ReportsAnErrorInTheFirstRecordAsMalformed) {
  const auto framing = frame("<b>\n<r>1</b>");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
  EXPECT_EQ(framing.end.records, 0U);
}

TEST(XmlFramer, ReportsATruncatedDocumentAsTruncated) {
  const auto framing = frame("<b><r>1</r><r>2");
  EXPECT_THAT(framing.texts, ElementsAre("1"));
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::truncated_document);
}

TEST(XmlFramer, RefusesContentAfterTheEnd) {
  const auto framing = frame("<r>1</r><r>2</r>");
  EXPECT_THAT(framing.texts, ElementsAre("1"));
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::truncated_document);
}

TEST(XmlFramer, NeverRepeatsTextOfTheDocumentInMessages) {
  const auto framing = frame("<b><r>SECRET</SECRET></b>");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_THAT(framing.end.broken->message, Not(HasSubstr("SECRET")));
}

TEST(XmlFramer, RefusesADoctypeAtItsLine) {
  const std::string document =
      "<?xml version='1.0'?>\n\n<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'>\n<r>1</r>";
  const auto framing = frame(document);
  EXPECT_THAT(framing.texts, IsEmpty());
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
  EXPECT_THAT(framing.end.broken->message, HasSubstr("DOCTYPE is not allowed"));
  EXPECT_EQ(framing.end.broken->at.number, 3U);
}

TEST(XmlFramer, RefusesEntityBombsAndExternalEntities) {
  const std::string bomb =
      "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><r>&b;&b;&b;</r>";
  const std::string external = "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><r>&f;</r>";
  const std::string parameter = "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><r/>";
  for (const auto& document : {bomb, external, parameter}) {
    const auto framing = frame(document);
    EXPECT_THAT(framing.texts, IsEmpty());
    ASSERT_TRUE(framing.end.broken);
    EXPECT_THAT(framing.end.broken->message, HasSubstr("DOCTYPE"));
  }
}

TEST(XmlFramer, DoesNotResolveEntities) {
  const auto framing = frame("<r>&nbsp;</r>");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
}

TEST(XmlFramer, DoesNotFollowXInclude) {
  const auto framing =
      frame("<r xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='/etc/passwd' parse='text'/></r>");
  EXPECT_THAT(framing.texts, ElementsAre(""));
}

std::string nested(std::size_t depth) {
  std::string document;
  for (std::size_t i = 0; i < depth; ++i) document += "<r>";
  document += "x";
  for (std::size_t i = 0; i < depth; ++i) document += "</r>";
  return document;
}

TEST(XmlFramer, EnforcesTheLimitOfDepth) {
  DecodeContext context;
  context.limits.depth = 10;
  EXPECT_THAT(frame(nested(10), "//r", context).texts, ElementsAre("x"));
  const auto framing = frame(nested(11), "//r", context);
  EXPECT_THAT(framing.texts, IsEmpty());
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
  EXPECT_THAT(framing.end.broken->message, HasSubstr("limit of 10"));
}

TEST(XmlFramer, SurvivesAHundredThousandNestedElements) {
  const auto framing = frame(nested(100'000));
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
}

TEST(XmlFramer, ContinuesAfterARecordThatIsTooLarge) {
  const std::string exact = "<r a='1'>12345</r>";
  DecodeContext context;
  context.limits.record = exact.size();
  const auto framing = frame("<b>" + exact + "\n<r a='1'>123456</r>" + exact + "</b>", "//r", context);
  EXPECT_THAT(framing.texts, ElementsAre("12345", "record-too-large", "12345"));
  EXPECT_EQ(framing.places[1].path, "/b/r[2]");
  EXPECT_EQ(framing.places[1].number, 2U);
  EXPECT_FALSE(framing.end.broken);
  EXPECT_EQ(framing.end.records, 3U);
}

TEST(XmlFramer, CountsEmptyElementsTowardsTheLimit) {
  DecodeContext context;
  context.limits.record = 11;
  EXPECT_THAT(frame("<b><r a='12'/><r a='123'/></b>", "//r", context).texts,
              ElementsAre("", "record-too-large"));
}

TEST(XmlFramer, BoundsARecordWithHugeText) {
  DecodeContext context;
  context.limits.record = 1U << 20U;
  RepeatingSource source("<b><r>", std::string(1000, 'x'), "</r><r>ok</r></b>", 50'000);
  const auto framing = frame(source, xml_profile("//r"), context);
  EXPECT_THAT(framing.texts, ElementsAre("record-too-large", "ok"));
}

TEST(XmlFramer, BoundsTheNumberOfElements) {
  DecodeContext context;
  context.limits.record = 1U << 30U;
  RepeatingSource fits("<b><r>", "<a/>", "</r></b>", xml::kMaxNodes - 1);
  EXPECT_THAT(frame(fits, xml_profile("//r"), context).texts, ElementsAre(""));
  RepeatingSource over("<b><r>", "<a/>", "</r></b>", xml::kMaxNodes);
  EXPECT_THAT(frame(over, xml_profile("//r"), context).texts, ElementsAre("record-too-large"));
}

TEST(XmlFramer, UsesConstantMemoryForLongDocuments) {
  const std::string body = "<r>" + std::string(10'000, 'x') + "</r>";
  RepeatingSource source("<b>", body, "</b>", 10'500);
  auto records = xml::RecordPath::parse("//r", {});
  xml::XmlParser parser({*records, DecodeLimits{}, ""}, source);
  std::size_t count = 0;
  while (auto framed = parser.next()) {
    ++count;
    parser.recycle(std::move(framed->tree));
  }
  EXPECT_EQ(count, 10'500U);
  EXPECT_LE(parser.trees_made(), 6U);
}

TEST(XmlFramer, CountsLinesBeyondSixteenBits) {
  const auto framing = frame("<b>" + std::string(70'000, '\n') + "<r>1</r></b>");
  ASSERT_EQ(framing.places.size(), 1U);
  EXPECT_EQ(framing.places[0].number, 70'001U);
}

std::string utf16(std::string_view ascii, bool little) {
  std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char letter : ascii) {
    if (!little) out += '\0';
    out += letter;
    if (little) out += '\0';
  }
  return out;
}

TEST(XmlFramer, ReadsEncodingsByMarkAndDeclaration) {
  EXPECT_THAT(frame("\xEF\xBB\xBF<r>\xC3\xA0</r>").texts, ElementsAre("à"));
  EXPECT_THAT(frame("<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE0</r>").texts, ElementsAre("à"));
  EXPECT_THAT(frame("<?xml version='1.0' encoding='windows-1252'?><r>\x80</r>").texts, ElementsAre("€"));
  EXPECT_THAT(frame(utf16("<r>a</r>", true)).texts, ElementsAre("a"));
  EXPECT_THAT(frame(utf16("<?xml version='1.0' encoding='UTF-16'?><r>a</r>", false)).texts, ElementsAre("a"));
}

TEST(XmlFramer, UsesTheEncodingOfTheProfileIfGiven) {
  DrippingSource source("<r>\xE0</r>", 3);
  auto profile = xml_profile("//r");
  profile.encoding = "ISO-8859-1";
  EXPECT_THAT(frame(source, profile).texts, ElementsAre("à"));
}

TEST(XmlFramer, ReportsUndecodableBytesAsBadEncodingWithTheirLine) {
  const std::string document = "<b><r>1</r>\n<r>\xE0\xE0</r></b>";
  for (std::size_t step = 1; step <= document.size(); ++step) {
    DrippingSource source(document, step);
    const auto framing = frame(source, xml_profile("//r"));
    EXPECT_THAT(framing.texts, ElementsAre("1"));
    ASSERT_TRUE(framing.end.broken);
    EXPECT_EQ(framing.end.broken->code, IssueCode::bad_encoding) << step;
    EXPECT_EQ(framing.end.broken->at.number, 2U);
  }
}

TEST(XmlFramer, ReportsAControlCharacterAsMalformed) {
  const auto framing = frame("<b><r>1</r><r>\x01</r></b>");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::truncated_document);
}

TEST(XmlFramer, ReportsAnUnknownEncodingAsBadEncoding) {
  const auto framing = frame("<?xml version='1.0' encoding='klingon'?><r>1</r>");
  ASSERT_TRUE(framing.end.broken);
  EXPECT_EQ(framing.end.broken->code, IssueCode::bad_encoding);
}

TEST(XmlFramer, ReadsTheSameForAnyChunks) {
  const std::string document = "<b>\r\n<r a='x>y'>1<!-- > --></r><r>2<c d=\"'>\"/></r></b>";
  for (std::size_t step = 1; step <= document.size(); ++step) {
    DrippingSource source(document, step);
    EXPECT_THAT(frame(source, xml_profile("//r")).texts, ElementsAre("1", "2")) << step;
  }
}

TEST(XmlRecords, ExplainsAnInvalidExpression) {
  const std::map<std::string, std::string> none;
  EXPECT_TRUE(check_xml_records("/a/b", none));
  EXPECT_TRUE(check_xml_records("//a", none));
  for (const auto* bad : {"", "a", "//a/b", "/a[1]", "/", "/a//b", "/@a", "/p:a", "/1a", "/a/"}) {
    EXPECT_FALSE(check_xml_records(bad, none)) << bad;
  }
}

}  // namespace
}  // namespace raccordo::codecs
