#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/csi/csi_data.hpp"
#include "codecs/csi/csi_shapes.hpp"
#include "codecs/csi/csi_values.hpp"
#include "unit/codecs/csi_messages.hpp"

namespace raccordo::codecs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string good() { return message(event("A", "1", "20160220", patient())); }

TEST(CsiValues, ReadsDatesInBothOrders) {
  const auto read = [](std::string_view text) {
    const auto date = xml::read_csi_date(text);
    return date ? base::to_string(*date) : std::string("-");
  };
  EXPECT_EQ(read("20240301"), "2024-03-01");
  EXPECT_EQ(read("01032024"), "2024-03-01");
  EXPECT_EQ(read("202403011530"), "2024-03-01");
  EXPECT_EQ(read("20240301153059.123+0100"), "2024-03-01");
  EXPECT_EQ(read("20240301153059-1"), "2024-03-01");
  EXPECT_EQ(read("2024"), "2024");
  EXPECT_EQ(read("202403"), "2024-03");
  EXPECT_EQ(read("18500101"), "1850-01-01");
  EXPECT_EQ(read("21001231"), "2100-12-31");
  for (const auto* bad : {"", "1849", "18491231", "21010101", "20240230", "2024031", "2024-03-01",
                          "202403012460", "2024030124", "20240301+01000", "20240301+", "202403011530.5",
                          "200", "20240001", "202400", "01/03/2024", "31022024"}) {
    EXPECT_EQ(read(bad), "-") << bad;
  }
}

TEST(CsiValues, ReadsAmounts) {
  for (const auto* fine : {"0", "80", "80.0", "80.00", "-12.5"}) EXPECT_TRUE(xml::is_csi_money(fine)) << fine;
  for (const auto* bad : {"", "-", "80,00", "1.000.00", "80.000", "80.", ".5", "+5", "8 0", "1e3"}) {
    EXPECT_FALSE(xml::is_csi_money(bad)) << bad;
  }
}

TEST(CsiData, ContainsEveryDatumOnce) {
  std::size_t references = 0;
  for (const auto& datum : xml::csi_data()) {
    references += datum.site == xml::Site::reference ? 1U : 0U;
    EXPECT_EQ(xml::find_datum(datum.letters, datum.site, datum.phase), &datum) << datum.letters;
  }
  EXPECT_EQ(references, 32U);
  EXPECT_EQ(xml::csi_data().size(), 59U);
}

TEST(CsiData, AcceptsCodesOnlyInTheirPhase) {
  EXPECT_NE(xml::find_datum("AMIR", xml::Site::reference, 1),
            xml::find_datum("AMIR", xml::Site::reference, 2));
  EXPECT_EQ(xml::find_datum("AMIR", xml::Site::reference, 3), nullptr);
  EXPECT_EQ(xml::find_datum("IMER", xml::Site::reference, 4), nullptr);
}

TEST(CsiShapes, AreSortedByParent) {
  const auto rules = xml::child_rules();
  EXPECT_TRUE(std::is_sorted(rules.begin(), rules.end(),
                             [](const auto& left, const auto& right) { return left.parent < right.parent; }));
}

TEST(CsiRules, AcceptTheMinimalMessage) { EXPECT_THAT(issues(decode_csi(good())), IsEmpty()); }

TEST(CsiRules, RequireTheChildrenOfTheEnvelope) {
  for (const auto* child :
       {"<id root='2.16.840.1.113883.2.9.2.30.3.2.4.3' extension='M1'/>", "<creationTime value='20240301'/>",
        "<interactionId extension='PRSS_IN001004ZZ'/>", "<processingCode code='P'/>",
        "<processingModeCode code='T'/>", "<acceptAckCode code='AL'/>"}) {
    EXPECT_THAT(issues(decode_csi(replace(good(), child, ""))),
                ElementsAre("error missing-field /PRSS_IN001004ZZ"))
        << child;
  }
}

TEST(CsiRules, ReadAMessageWithoutItsVersionWithAWarning) {
  const auto record = decode_csi(replace(good(), " ITSVersion='XML_1.0'", ""));
  EXPECT_THAT(issues(record), ElementsAre("warning missing-field /PRSS_IN001004ZZ"));
}

TEST(CsiRules, RequireAttributesWithTheirValues) {
  EXPECT_THAT(issues(decode_csi(replace(good(), " typeCode='RCV'", ""))),
              ElementsAre(HasSubstr("error missing-field")));
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"ITSVersion='XML_1.0'", "ITSVersion='XML_2.0'"},
                                                        {"typeCode='RCV'", "typeCode='SND'"},
                                                        {"classCode='DEV'", "classCode='X'"},
                                                        {"classCode='ENC'", "classCode='X'"},
                                                        {"typeCode='SUBJ'", "typeCode='X'"}}) {
    EXPECT_THAT(issues(decode_csi(replace(good(), from, to))),
                ElementsAre(HasSubstr("error malformed-document")))
        << from;
  }
}

TEST(CsiRules, SkipUnknownAndUnusedElementsWithAWarning) {
  const auto text =
      replace(good(), "<statusCode code='active'/>",
              "<novelty><deep/></novelty><statusCode code='active'/><activityTime value='2016'/>");
  EXPECT_THAT(issues(decode_csi(text)), ElementsAre("warning unknown-item encounterEvent/novelty",
                                                    "warning unknown-item encounterEvent/activityTime"));
  EXPECT_THAT(issues(decode_csi(
                  replace(good(), "<id root", "<realmCode code='IT'/><templateId root='1.2'/><id root"))),
              IsEmpty());
}

TEST(CsiRules, RejectUnknownLettersAndNameThePlace) {
  const auto with = [](const std::string& part) {
    return issues(decode_csi(message(event("A", "1", "20160220", patient() + part))));
  };
  EXPECT_THAT(with(reference("XXXX", "1")),
              ElementsAre("error unknown-item encounterEvent/reference/commonObservationEvent/code/@code"));
  EXPECT_THAT(with(reference("FODV", "1")), ElementsAre(HasSubstr("error unknown-item")));
  EXPECT_THAT(with(care_plan(observation("QQQQ", "1"))), ElementsAre(HasSubstr("error unknown-item")));
  EXPECT_THAT(with(reference("PROV", "any value whatever")), IsEmpty());
}

TEST(CsiRules, ApplyToDataOutsideTheSharedRecord) {
  const auto with = [](int phase, const std::string& part) {
    return issues(decode_csi(
        message(event("A", "1", "20160220", patient()) + event("X", std::to_string(phase), "", part))));
  };
  EXPECT_THAT(with(1, reference("ISEE", "10,5")), ElementsAre(HasSubstr("error bad-number")));
  EXPECT_THAT(with(1, reference("ISEE", "10.5")), IsEmpty());
  EXPECT_THAT(with(4, care_plan(observation("DAIS", "20240230"))), ElementsAre(HasSubstr("error bad-date")));
  EXPECT_THAT(with(4, care_plan(observation("TIVS", "1") + observation("RIRE", "1.000"))),
              ElementsAre(HasSubstr("error bad-number")));
  EXPECT_THAT(with(5, care_plan(observation("RIEF", "5", "type='MO' currency='USD'"))),
              ElementsAre(HasSubstr("error bad-number")));
  EXPECT_THAT(with(3, care_plan("<component2 typeCode='COMP'><act><effectiveTime><low "
                                "value='x'/></effectiveTime></act></component2>")),
              ElementsAre(HasSubstr("warning missing-field"), HasSubstr("error bad-date")));
}

TEST(CsiRules, TreatNullFlavorAsAbsent) {
  const auto text = replace(good(), "<low value='20160220'/>", "<low nullFlavor='UNK' value='nonsense'/>");
  EXPECT_THAT(issues(decode_csi(text)), IsEmpty());
}

TEST(CsiRules, DoNotRepeatAnIssueOfDecode) {
  EXPECT_THAT(issues(decode_csi(
                  message(event("A", "1", "20160220", patient(kPerson, "<birthTime value='19800231'/>"))))),
              SizeIs(1));
}

TEST(CsiRules, WarnOfForeignCodesOfAWrongShape) {
  const auto attender = [](const std::string& id) {
    return message(event("A", "1", "20160220", patient()) +
                   event("B", "2", "",
                         "<attender typeCode='ATND'><assignedPerson classCode='ASSIGNED'><id "
                         "root='2.16.840.1.113883.2.9.4.3.2' extension='" +
                             id + "'/></assignedPerson></attender>"));
  };
  EXPECT_THAT(issues(decode_csi(attender("123"))),
              ElementsAre("warning bad-fiscal-code encounterEvent[2]/attender/assignedPerson/id"));
  EXPECT_THAT(issues(decode_csi(attender(kPerson))), IsEmpty());
}

TEST(CsiRules, LimitTheNumberOfIssues) {
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "<n" + std::to_string(i) + "/>";
  EXPECT_LE(issues(decode_csi(message(event("A", "1", "20160220", patient() + many)))).size(), 1001U)
      << "the first says that there are more";
}

TEST(CsiFacts, ContainTheSenderAndMessageForTheAcknowledgement) {
  const auto facts = decode_csi("<batch>" + good() + replace(good(), "'M1'", "'M2'") + "</batch>").facts;
  EXPECT_THAT(facts, Contains(std::pair<std::string, std::string>("message.extension", "M1")));
  EXPECT_THAT(facts, Contains(std::pair<std::string, std::string>("sender.extension", "HP-016198")));
  EXPECT_THAT(facts, Contains(std::pair<std::string, std::string>("receiver.root", "1.2")));
  EXPECT_THAT(facts, Contains(std::pair<std::string, std::string>("accept_ack_code", "AL")));
}

}  // namespace
}  // namespace raccordo::codecs
