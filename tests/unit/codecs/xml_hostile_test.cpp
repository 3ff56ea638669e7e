// Documents that made libxml2 call back into a parser that was incomplete or had ended; and that no text of
// libxml2 reaches a message.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/xmlerror.h>

#include <array>
#include <cctype>
#include <stdexcept>

#include "codecs/xml/xml_fault.hpp"
#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::string_view_literals;

std::string wide(std::string_view ascii, std::size_t width) {
  std::string out;
  for (const char letter : ascii) {
    out += letter;
    out.append(width - 1, '\0');
  }
  return out;
}

std::vector<std::string> hostile_documents() {
  const std::string long_value(300, 'A');
  return {
      std::string("\x00\x00\x3c\x00"sv),
      std::string("\x00\x3c\x00\x00"sv),
      std::string("\x00\x00\x00\x3c"sv),
      std::string("\x00\x00\xfe\xff\x00\x00\x00<"sv),
      std::string("\xff\xfe\x00\x00<\x00\x00\x00"sv),
      wide("<r>1</r>", 4),
      std::string("\x4c\x6f\xa7\x94\x93\x40"sv),
      std::string("+/v8-<r/>"),
      std::string("\xff\xfe<"sv),
      std::string("\xfe\xff\x00"sv),
      std::string("\xff\xfe<\x00r\x00>\x00\x00\xd8</"sv),
      std::string("<\0r>1</r>"sv),
      std::string("<r>\0</r>"sv),
      std::string("<r>1</r>\0"sv),
      "<r a='" + long_value + "'>]]></r>",
      "<r a='" + long_value + "'>]]>]]>]]><b></r></r>]]>",
      "<b><r a='" + long_value + "'>&#0;&#x110000;&no;&</r></b>",
      "<b><r " + long_value + "=1 b='<'>]]></r></b>",
      "<?xml version='1.0' encoding='UTF-16'?><r>1</r>",
      "<?xml version='1.0' encoding='UCS-4'?><r>1</r>",
      "<?xml version='1.0' encoding='UTF-7'?><r>1</r>",
      "<?xml version='1.0' encoding='EBCDIC-US'?><r>1</r>",
      "<?xml version='1.0' encoding='" + long_value + "'?><r>1</r>",
      "<?xml version='1.0' encoding='UTF-8",
      "<?xml version='9' encoding='UTF-8' standalone='x'?><r>1</r>",
      "<?xml <?xml <?xml",
      "\xef\xbb\xbf",
      "\xef\xbb",
      "<r>\xed\xa0\x80</r>",
      "<r>\xf4\x90\x80\x80</r>",
      "<r>\xc3",
      "<!DOCTYPE r [<!ENTITY a '" + long_value + "'>]><r>&a;]]></r>",
      "<!DOCTYPE r",
      "<!DOCTYPE r><!DOCTYPE r><r/>",
      "<![CDATA[x]]><r/>",
      "<r><![CDATA[" + long_value,
      "<!-- " + long_value,
      "<!-- -- --><r/>",
      "<?pi " + long_value,
      "<r xmlns:a='' a:b:c='1' a:b='' xmlns:xml='u' xmlns:xmlns='v'/>",
      "<r xmlns:a='u' xmlns:b='u' a:c='' b:c=''/>",
      "</r>",
      "<r/><r/>]]>",
      "<r><r><r></b></r></r>]]>",
  };
}

/// Every document is read, or ends with an issue that has a place and a message of this program.
void expect_answer(std::string_view document, std::size_t step) {
  DrippingSource source{std::string(document), step};
  const auto framing = frame(source, xml_profile("//r"));
  if (!framing.end.broken) {
    EXPECT_GE(framing.end.records, 1U) << document << " in steps of " << step;
    return;
  }
  const auto& issue = *framing.end.broken;
  EXPECT_TRUE(issue.code == IssueCode::malformed_document || issue.code == IssueCode::truncated_document ||
              issue.code == IssueCode::bad_encoding);
  EXPECT_GE(issue.at.number, 1U) << document;
  EXPECT_THAT(issue.message, testing::Not(testing::ContainsRegex("libxml|[Ee]rror")));
}

TEST(XmlHostile, HandlesEveryHostileDocumentForAnyChunks) {
  for (const auto& document : hostile_documents()) {
    for (std::size_t step = 1; step <= document.size(); ++step) expect_answer(document, step);
  }
}

TEST(XmlHostile, HandlesEveryPrefixOfAHostileDocument) {
  for (const auto& document : hostile_documents()) {
    for (std::size_t size = 0; size <= document.size(); ++size) {
      for (const std::size_t step : {1U, 2U, 3U, 4U, 5U, 1000U}) {
        expect_answer(std::string_view(document).substr(0, size), step);
      }
    }
  }
}

TEST(XmlHostile, HandlesTheEndOfACdataSectionAfterAValueOfAnyLength) {
  // libxml2 moves its input after some kilobytes: the lengths around its thresholds and around a chunk.
  for (const std::size_t length : {100U, 4'000U, 4'096U, 8'192U, 32'700U, 32'768U, 66'000U, 200'000U}) {
    const auto document = "<b>\n<r a='" + std::string(length, 'A') + "'>]]></r></b>";
    for (const std::size_t step : {7U, 4'096U, 32'768U, 1'000'000U}) {
      DrippingSource source(document, step);
      const auto framing = frame(source, xml_profile("//r"));
      ASSERT_TRUE(framing.end.broken);
      EXPECT_EQ(framing.end.broken->code, IssueCode::malformed_document);
      EXPECT_EQ(framing.end.broken->at.number, 2U);
      EXPECT_EQ(framing.end.broken->at.path, "/b/r[1]");
      EXPECT_THAT(framing.end.broken->message, HasSubstr("write ]]&gt;"));
    }
  }
}

TEST(XmlHostile, RefusesUnsupportedEncodings) {
  for (const auto document : {"\x00\x00\x3c\x00"sv, "\x00\x00\x00<"sv, "<\x00\x00\x00"sv, "\x00<\x00\x00"sv,
                              "\x4c\x6f\xa7\x94"sv, "+/v8"sv}) {
    const auto framing = frame(document);
    ASSERT_TRUE(framing.end.broken);
    EXPECT_EQ(framing.end.broken->code, IssueCode::bad_encoding);
    EXPECT_EQ(framing.end.broken->at.number, 1U);
    EXPECT_THAT(framing.end.broken->message, HasSubstr("save it as UTF-8"));
  }
}

TEST(XmlHostile, PrefersTheByteOrderMarkOverTheDeclaration) {
  EXPECT_THAT(frame("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><r>\xC3\xA0</r>").texts,
              ElementsAre("à"));
  EXPECT_THAT(frame("\xFF\xFE" + wide("<?xml version='1.0' encoding='UTF-8'?><r>1</r>", 2)).texts,
              ElementsAre("1"));
}

/// Fails in the middle of the text, like a damaged disk.
class FailingSource final : public ByteSource {
 public:
  std::size_t read(char* into, std::size_t) override {
    if (count_++ == 1) throw base::SystemFault("the disk does not answer");
    *into = '<';
    return 1;
  }

 private:
  int count_ = 0;
};

TEST(XmlHostile, PropagatesReadErrors) {
  FailingSource source;
  EXPECT_THROW(frame(source, xml_profile("//r")), base::SystemFault);
}

TEST(XmlFault, ExplainsEveryErrorNumber) {
  for (int error = -1; error <= 6'000; ++error) {
    const auto fault = xml::explain(error);
    EXPECT_GT(fault.message.size(), 10U);
    EXPECT_EQ(fault.message.find("libxml"), std::string::npos) << error;
    EXPECT_EQ(fault.message.find(std::to_string(error) + ")"), std::string::npos) << error;
  }
}

struct Example {
  std::string_view document;
  std::uint64_t line;
  const char* advice;
};

TEST(XmlFault, NamesThePlaceAndWhatToDo) {
  const std::vector<Example> examples = {
      {"<b>\n<r>a & b</r></b>", 2, "&amp;"},
      {"<b>\n<r>a < b</r></b>", 2, "&lt;"},
      {"<b>\n<r>\n</b>", 3, "close each element by its own name"},
      {"<b>\n<r a=1/></b>", 2, "must be in quotes"},
      {"<b>\n<r a='1' a='2'/></b>", 2, "remove one"},
      {"<b>\n<r a='1'b='2'/></b>", 2, "a blank is missing"},
      {"<b>\n<r a='<'/></b>", 2, "write &lt;"},
      {"<b>\n<r a/></b>", 2, "="},
      {"<b>\n<r>]]></r></b>", 2, "]]&gt;"},
      {"<b>\n<r>&nbsp;</r></b>", 2, "write the character itself"},
      {"<b>\n<r>&#1;</r></b>", 2, "remove it"},
      {"<b>\n<r>&#xg;</r></b>", 2, "character reference"},
      {"<b>\n<!-- a -- b --></b>", 2, "remove it"},
      {"\n<?xml version='1.0'?><r/>", 2, "at the very start"},
      {"<?xml encoding='UTF-8'?><r/>", 1, "write <?xml version"},
      {"<r/>\n<r/>", 2, "send it whole"},
      {"<b>\n<r>\x01</r></b>", 2, "remove it"},
      {"<b>\n<r>\xE0</r></b>", 2, "save it in the encoding"},
      {"%PDF-1.4", 1, "send"},
      {"{\"a\":1}", 1, "send"},
  };
  for (const auto& example : examples) {
    const auto framing = frame(example.document);
    ASSERT_TRUE(framing.end.broken) << example.document;
    EXPECT_THAT(framing.end.broken->message, HasSubstr(example.advice)) << example.document;
    EXPECT_EQ(framing.end.broken->at.number, example.line) << example.document;
  }
}

}  // namespace
}  // namespace raccordo::codecs
