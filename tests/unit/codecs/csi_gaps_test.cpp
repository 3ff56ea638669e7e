// Content of a CSI message outside the places that the shipped profile reads gets an issue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "unit/codecs/csi_messages.hpp"

namespace raccordo::codecs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string all_phases() {
  std::ifstream in("mappings/health-portal/examples/all-phases.xml", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The issues of the complete message with one place changed.
std::vector<std::string> issues_of(const std::string& from, const std::string& to) {
  return issues(decode_csi(replace(all_phases(), from, to)));
}

constexpr const char* kNeed = "<code code=\"6\" codeSystem=\"2.16.840.1.113883.2.9.2.30.3.2.3.1.1.9\"/>";
constexpr const char* kAmount =
    "<value code=\"1100.00\" type=\"MO\" currency=\"EUR\"/></observation></component2>\n            "
    "<component2 "
    "typeCode=\"COMP\">\n";
constexpr const char* kAssessed = "<effectiveTime><low value=\"20160310\"/></effectiveTime>";
constexpr const char* kIdentity = "<id root=\"2.16.840.1.113883.2.9.4.3.2\" extension=\"BNCRSO41B52I628V\"/>";

TEST(CsiGaps, TheCompleteMessageHasNone) { EXPECT_THAT(issues(decode_csi(all_phases())), IsEmpty()); }

TEST(CsiGaps, ANeedWithoutItsCodeIsReported) {
  const std::string place = "encounterEvent[1]/reason[2]/need/code";
  EXPECT_THAT(issues_of(kNeed, "<code displayName=\"Solitudine\" codeSystem=\"1.2\"/>"),
              ElementsAre("error unexpected-shape " + place));
  EXPECT_THAT(issues_of(kNeed, "<code code=\"\" codeSystem=\"1.2\"/>"),
              ElementsAre("warning missing-field " + place));
  EXPECT_THAT(issues_of(kNeed, "<code nullFlavor=\"UNK\"/>"), IsEmpty());
}

TEST(CsiGaps, AnAmountOutsideItsAttributeIsReported) {
  const std::string place =
      "encounterEvent[4]/pertinentInformation2/carePlan/component2[7]/observation/value";
  const std::string rest = std::string(kAmount).substr(std::string(kAmount).find("</obs"));
  EXPECT_THAT(issues_of(kAmount, "<value type=\"MO\" currency=\"EUR\">1100.00</value>" + rest),
              ElementsAre("error unexpected-shape " + place));
  EXPECT_THAT(issues_of(kAmount, "<value value=\"1100.00\" type=\"MO\" currency=\"EUR\"/>" + rest),
              ElementsAre("warning unexpected-shape " + place));
}

TEST(CsiGaps, AnElementWithoutItsAttributeIsReported) {
  const std::string birth = "<birthTime value=\"19410212\"/>";
  EXPECT_THAT(
      issues_of(birth, "<birthTime/>"),
      ElementsAre("warning unexpected-shape encounterEvent[1]/subject/patient/patientPerson/birthTime"));
  EXPECT_THAT(issues_of(birth, "<birthTime value=\"\"/>"), IsEmpty());
  EXPECT_THAT(issues_of(birth, "<birthTime nullFlavor=\"UNK\"/>"), IsEmpty());
}

TEST(CsiGaps, TwoIdentifiersOfOneKindAreRefused) {
  const std::string second = replace(kIdentity, "BNCRSO41B52I628V", "RSSMRA80A01F205X");
  EXPECT_THAT(issues_of(kIdentity, kIdentity + second),
              ElementsAre("error bad-fiscal-code encounterEvent[1]/subject/patient/patientPerson/id[2]"));
  EXPECT_THAT(issues_of(kIdentity, std::string(kIdentity) + kIdentity), IsEmpty());
  EXPECT_THAT(issues_of(kIdentity, kIdentity + replace(kIdentity, "BNCRSO41B52I628V", "STP1234567890123")),
              IsEmpty());
}

TEST(CsiGaps, AMisplacedAssessmentIsReported) {
  const std::string event = "encounterEvent[2]";
  EXPECT_THAT(issues_of(kAssessed, "<effectiveTime value=\"20160310\"/>"),
              ElementsAre("warning unexpected-shape " + event + "/effectiveTime[2]"));
  EXPECT_THAT(issues_of(kAssessed, std::string(kAssessed) + replace(kAssessed, "20160310", "20160520")),
              ElementsAre("warning unexpected-shape " + event + "/effectiveTime[3]"));
  // A single effectiveTime is the interval of the phase: there is no date of assessment yet.
  EXPECT_THAT(issues_of(kAssessed, ""), IsEmpty());
}

TEST(CsiGaps, AnEventWithoutCarePlanIsReported) {
  const auto decoded =
      decode_csi(message(event("A", "1", "20160220", patient()) + event("D", "4", "20160401", "")));
  EXPECT_THAT(issues(decoded), ElementsAre("warning missing-field encounterEvent[2]"));
}

TEST(CsiGaps, APlaceUnderAnotherNameIsReported) {
  const std::string tract = "<censusTract>016198</censusTract>";
  for (const auto* other : {"<istat>016198</istat>", "<x:censusTract xmlns:x='urn:x'>016198</x:censusTract>"})
    EXPECT_THAT(issues_of(tract, other),
                Contains("warning unexpected-shape encounterEvent[1]/subject/patient/addr"))
        << other;
  EXPECT_THAT(issues_of("<addr use=\"comune residenza\">", "<addr>"),
              ElementsAre("warning missing-field encounterEvent[1]/subject/patient/addr"));
  const std::string plan = "<effectiveTime><low value=\"20160401\"/><high value=\"20170630\"/>";
  const std::string place = "encounterEvent[3]/pertinentInformation2/carePlan/effectiveTime/";
  EXPECT_THAT(issues_of(plan, "<effectiveTime><inizio value=\"20160401\"/><high value=\"20170630\"/>"),
              ElementsAre("warning unknown-item " + place + "inizio"));
  EXPECT_THAT(
      issues_of(plan, "<effectiveTime><low value=\"20160401\"/><x:high xmlns:x='urn:x' value=\"20170630\"/>"),
      ElementsAre("warning unknown-item " + place + "high"));
}

TEST(CsiGaps, AMessageWithoutItsTimeIsReported) {
  for (const auto* time :
       {"<creationTime/>", "<creationTime value=\"\"/>", "<creationTime when=\"20171103\"/>"}) {
    const auto decoded =
        decode_csi(replace(all_phases(), "<creationTime value=\"20171103110000+0100\"/>", time));
    EXPECT_THAT(issues(decoded), Contains(HasSubstr("/PRSS_IN001004ZZ/creationTime"))) << time;
  }
}

/// The positions of all names of elements and attributes in a document, to rename them.
std::vector<std::vector<std::size_t>> names_in(const std::string& text) {
  std::vector<std::vector<std::size_t>> places, open;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    const auto end = text.find('>', at);
    if (text[at + 1] == '?') continue;
    if (text[at + 1] == '/') {
      open.back().push_back(text.find('>', at));
      places.push_back(open.back());
      open.pop_back();
      continue;
    }
    std::vector<std::size_t> element = {text.find_first_of(" />", at)};
    for (auto equals = text.find('=', at); equals < end; equals = text.find('=', equals + 1)) {
      const bool is_name =
          std::isalpha(static_cast<unsigned char>(text[equals - 1])) != 0 && text[equals + 1] == '"';
      if (is_name && text.compare(equals - 5, 5, "xmlns") != 0) places.push_back({equals});
    }
    if (text[end - 1] == '/')
      places.push_back(element);
    else
      open.push_back(element);
  }
  return places;
}

std::multiset<std::string> values_of(const model::FieldRecord& record) {
  std::multiset<std::string> all;
  for (const auto& value : record.values) all.insert(model::field_path(value.field, 0) + "=" + value.text);
  return all;
}

TEST(NothingDisappears, EveryNameOfACsiMessageIsReadOrReported) {
  const auto text = all_phases();
  const auto whole = decode_csi(text);
  ASSERT_EQ(whole.records.size(), 1U);
  const auto expected = values_of(whole.records[0]);
  ASSERT_GT(expected.size(), 30U);
  const auto places = names_in(text);
  ASSERT_GT(places.size(), 300U);
  for (const auto& place : places) {
    auto renamed = text;
    for (auto at = place.rbegin(); at != place.rend(); ++at) renamed.insert(*at, "Q");
    const auto decoded = decode_csi(renamed);
    if (decoded.end.broken) continue;
    ASSERT_EQ(decoded.records.size(), 1U);
    const bool is_told = !decoded.records[0].issues.empty();
    EXPECT_TRUE(is_told || values_of(decoded.records[0]) == expected)
        << renamed.substr(renamed.rfind('\n', place[0]), 300);
  }
}

}  // namespace
}  // namespace raccordo::codecs
