#include "support/xml_schema.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "codecs/csi/acknowledgement.hpp"

namespace raccordo::codecs {
namespace {

using Schema = test::XmlSchema;

/// The messages of a document: its root, or the elements below a wrapper.
std::vector<xmlNode*> messages(xmlDoc* document) {
  xmlNode* root = xmlDocGetRootElement(document);
  if (std::string(reinterpret_cast<const char*>(root->name)) == "PRSS_IN001004ZZ") return {root};
  std::vector<xmlNode*> found;
  for (xmlNode* at = xmlFirstElementChild(root); at != nullptr; at = xmlNextElementSibling(at))
    found.push_back(at);
  return found;
}

TEST(XmlSchemas, AcceptTheExamplesOfTheHealthPortal) {
  const Schema schema("schemas/xml/prss_in001004zz.xsd");
  ASSERT_TRUE(schema.is_usable());
  std::size_t checked = 0;
  for (const auto& entry : std::filesystem::directory_iterator("mappings/health-portal/examples")) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() != ".xml" || name.starts_with("reject-")) continue;
    xmlDoc* document = xmlReadFile(entry.path().c_str(), nullptr, XML_PARSE_NONET);
    ASSERT_NE(document, nullptr) << name;
    for (xmlNode* message : messages(document)) {
      EXPECT_TRUE(schema.accepts(message)) << name;
      ++checked;
    }
    xmlFreeDoc(document);
  }
  EXPECT_GE(checked, 5U);
}

TEST(XmlSchemas, RefuseInvalidStructure) {
  const Schema schema("schemas/xml/prss_in001004zz.xsd");
  const std::string text =
      "<PRSS_IN001004ZZ xmlns='urn:hl7-org:v3' ITSVersion='XML_1.0'><creationTime/></PRSS_IN001004ZZ>";
  xmlDoc* document =
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET);
  EXPECT_FALSE(schema.accepts(xmlDocGetRootElement(document)));
  xmlFreeDoc(document);
}

bool is_valid_answer(const std::string& text) {
  const Schema schema("schemas/xml/mcci_in000002uv01.xsd");
  return schema.is_usable() && schema.accepts(text);
}

DocumentFacts request() {
  return {{"message.root", "1.2.3"}, {"message.extension", "M<1>"},
          {"sender.root", "1.2"},    {"sender.extension", "HP-016198"},
          {"receiver.root", "1.2"},  {"receiver.extension", "RACCORDO"},
          {"accept_ack_code", "AL"}};
}

TEST(Acknowledgement, AnswersWithSenderAndReceiverExchanged) {
  DocumentAnswer answer;
  answer.request = request();
  answer.id = "01JD";
  answer.created = base::Instant{0};
  const auto text = make_acknowledgement(answer);
  EXPECT_TRUE(is_valid_answer(text)) << text;
  EXPECT_NE(text.find("<creationTime value=\"19700101000000+0000\"/>"), std::string::npos) << text;
  EXPECT_LT(text.find("HP-016198"), text.find("RACCORDO"));
  EXPECT_NE(
      text.find(
          "<acknowledgement typeCode=\"AA\"><targetMessage><id root=\"1.2.3\" extension=\"M&lt;1&gt;\"/>"),
      std::string::npos)
      << text;
}

TEST(Acknowledgement, ListsEachIssueWithItsPlace) {
  DocumentAnswer answer;
  answer.request = request();
  answer.id = "01JD";
  answer.verdict = Verdict::error;
  model::Issue error;
  error.code = model::IssueCode::bad_date;
  error.message = "not a date \x01 & more";
  error.at.path = "/PRSS_IN001004ZZ/creationTime/@value";
  model::Issue warning = error;
  warning.severity = model::Severity::warning;
  warning.at.path.clear();
  answer.issues = {error, warning};
  const auto text = make_acknowledgement(answer);
  EXPECT_TRUE(is_valid_answer(text)) << text;
  EXPECT_NE(
      text.find(
          "<acknowledgementDetail typeCode=\"E\"><code code=\"bad-date\"/><text>not a date  &amp; more</text>"
          "<location>/PRSS_IN001004ZZ/creationTime/@value</location>"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("<acknowledgementDetail typeCode=\"W\">"), std::string::npos);
}

TEST(Acknowledgement, ReportsAnUnreadableRequest) {
  DocumentAnswer answer;
  answer.id = "01JD";
  answer.verdict = Verdict::refused;
  const auto text = make_acknowledgement(answer);
  EXPECT_TRUE(is_valid_answer(text)) << text;
  EXPECT_NE(text.find("<acknowledgement typeCode=\"AR\"><targetMessage><id nullFlavor=\"UNK\"/>"),
            std::string::npos);
}

TEST(Acknowledgement, FollowsTheAcceptAckCode) {
  const auto wanted = [](const std::string& wish, Verdict verdict) {
    return answer_wanted({{"accept_ack_code", wish}}, verdict);
  };
  EXPECT_TRUE(wanted("AL", Verdict::accepted));
  EXPECT_TRUE(wanted("AL", Verdict::error));
  EXPECT_FALSE(wanted("NE", Verdict::accepted));
  EXPECT_FALSE(wanted("NE", Verdict::refused));
  EXPECT_FALSE(wanted("ER", Verdict::accepted));
  EXPECT_TRUE(wanted("ER", Verdict::error));
  EXPECT_TRUE(wanted("ER", Verdict::refused));
  EXPECT_TRUE(answer_wanted({}, Verdict::refused));
}

}  // namespace
}  // namespace raccordo::codecs
