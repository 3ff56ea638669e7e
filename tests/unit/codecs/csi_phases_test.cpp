#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/profile_file.hpp"
#include "unit/codecs/csi_messages.hpp"

namespace raccordo::codecs {
namespace {

using model::Field;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string access(const std::string& more = "") {
  return event(
      "A", "1", "20160220",
      patient() + "<reason><need classCode='COND' moodCode='EVN'><code code='1'/></need></reason>" + more);
}

TEST(CsiPhases, ShippedProfileLoads) {
  const auto profile = load_profile("mappings/health-portal/profile.yaml");
  if (!profile) {
    for (const auto& fault : profile.error()) ADD_FAILURE() << fault.line << ": " << fault.message;
  }
}

TEST(CsiPhases, ReadsAllFivePhases) {
  const auto decoded = decode_csi(message(
      access(reference("TIRI", "3") + reference("MOCO", "1") + reference("CONF", "1") +
             reference("NUNF", "2")) +
      event("B", "2", "20160301", "<effectiveTime><low value='20160310'/></effectiveTime>") +
      event(
          "C", "C", "20160401",
          care_plan("<id root='1.2' extension='P1'/><effectiveTime><low value='20160401'/><high "
                    "value='20170630'/></effectiveTime>" +
                    observation("VAPR", "1200.00", "type='MO'") + observation("COEA", "100", "type='MO'"))) +
      event("D", "4", "20160401",
            care_plan(observation("ARIS", "2") + observation("SEER", "1") + observation("DAAS", "20160402") +
                      observation("DACS", "20170629") +
                      observation("IMER", "1100.5", "type='MO' currency='EUR'") + observation("MOER", "2"))) +
      event(
          "E", "E", "20170630",
          care_plan("<effectiveTime><high value='20170630'/></effectiveTime>" + observation("MOCP", "1")))));
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::opened), ElementsAre("2016-02-20"));
  EXPECT_THAT(values(decoded, Field::closed), ElementsAre("2017-06-30"));
  EXPECT_THAT(values(decoded, Field::owner), ElementsAre("016198"));
  EXPECT_THAT(values(decoded, Field::person_id), ElementsAre(kPerson));
  EXPECT_THAT(values(decoded, Field::person_id_type), ElementsAre("fiscal-code"));
  EXPECT_THAT(values(decoded, Field::household_type), ElementsAre("1"));
  EXPECT_THAT(values(decoded, Field::household_members), ElementsAre("2"));
  EXPECT_THAT(values(decoded, Field::access_date), ElementsAre("2016-02-20"));
  EXPECT_THAT(values(decoded, Field::access_channel), ElementsAre("1"));
  EXPECT_THAT(values(decoded, Field::access_request), ElementsAre("3"));
  EXPECT_THAT(values(decoded, Field::need_code), ElementsAre("1"));
  EXPECT_THAT(values(decoded, Field::assessment_date), ElementsAre("2016-03-10"));
  EXPECT_THAT(values(decoded, Field::plan_id), ElementsAre("P1"));
  EXPECT_THAT(values(decoded, Field::plan_end), ElementsAre("2017-06-30"));
  EXPECT_THAT(values(decoded, Field::plan_value), ElementsAre("1200.00"));
  EXPECT_THAT(values(decoded, Field::plan_copayment), ElementsAre("100.00"));
  EXPECT_THAT(values(decoded, Field::intervention_id), ElementsAre("D"));
  EXPECT_THAT(values(decoded, Field::intervention_type), ElementsAre("2|1"));
  EXPECT_THAT(values(decoded, Field::intervention_start), ElementsAre("2016-04-02"));
  EXPECT_THAT(values(decoded, Field::intervention_end), ElementsAre("2017-06-29"));
  EXPECT_THAT(values(decoded, Field::intervention_amount), ElementsAre("1100.50"));
  EXPECT_THAT(values(decoded, Field::closure_date), ElementsAre("2017-06-30"));
  EXPECT_THAT(values(decoded, Field::closure_reason), ElementsAre("1"));
}

TEST(CsiPhases, ReadsBothOrdersOfDates) {
  const auto decoded =
      decode_csi(message(event("A", "1", "20022016", patient(kPerson, "<birthTime value='01011980'/>"))));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::opened), ElementsAre("2016-02-20"));
  EXPECT_THAT(values(decoded, Field::person_birth_date), ElementsAre("1980-01-01"));
}

TEST(CsiPhases, OpensOnTheDateOfTheEarliestPhaseElseOfTheMessage) {
  EXPECT_THAT(values(decode_csi(message(access() + event("B", "2", "20150101", ""))), Field::opened),
              ElementsAre("2015-01-01"));
  EXPECT_THAT(values(decode_csi(message(event("A", "1", "", patient()))), Field::opened),
              ElementsAre("2024-03-01"));
}

TEST(CsiPhases, DerivesThePhaseFromCodeSystemsIfTheCodeIsUnknown) {
  const std::string arc = id_root("");
  const std::string coded =
      "<reference typeCode='REFR'><commonObservationEvent><code code='FODV' codeSystem='" + arc +
      "2.17'/></commonObservationEvent></reference>";
  const auto decoded =
      decode_csi(message(access() + event("B", arc + "1.1", "20160301",
                                          "<effectiveTime><low value='20160310'/></effectiveTime>" + coded)));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::assessment_date), ElementsAre("2016-03-10"));
}

TEST(CsiPhases, IgnoresSharedActContentWhenDerivingThePhase) {
  const std::string arc = id_root("");
  const std::string act =
      "<component2 typeCode='COMP'><act><code code='1' codeSystem='" + arc + "4.17'/></act></component2>";
  const std::string value = "<component2 typeCode='COMP'><observation><code code='VAPR' codeSystem='" + arc +
                            "3.7'/><value code='5' type='MO'/></observation></component2>";
  const auto decoded = decode_csi(message(access() + event("C", "x", "", care_plan(act + act + value))));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::plan_value), ElementsAre("5.00"));
}

TEST(CsiPhases, TreatsAPatientWithoutActsAsPhaseOne) {
  EXPECT_THAT(issues(decode_csi(message(event("A", "?", "20160220", patient())))), IsEmpty());
}

TEST(CsiPhases, RejectsAnEventOfUnknownPhase) {
  EXPECT_THAT(issues(decode_csi(message(access() + event("X", "9", "", "")))),
              ElementsAre("error unknown-item encounterEvent[2]"));
}

TEST(CsiPhases, ReadsSeveralPlansAndDeliveriesAndTheLatestClosure) {
  const auto close = [](const std::string& id, const std::string& date, const std::string& reason) {
    return event(id, "5", "",
                 care_plan("<effectiveTime><high value='" + date + "'/></effectiveTime>" +
                           observation("MOCP", reason)));
  };
  const auto plan = [](const std::string& id) {
    return event("C" + id, "3", "", care_plan("<id root='1.2' extension='" + id + "'/>"));
  };
  const auto delivery = [](const std::string& id) {
    return event(id, "4", "20160501", care_plan(observation("ARIS", "2") + observation("SEER", id)));
  };
  const auto decoded = decode_csi(message(access() + plan("P1") + plan("P2") + delivery("1") + delivery("2") +
                                          close("E1", "20170630", "4") + close("E2", "20160630", "5")));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::plan_id), ElementsAre("P1", "P2"));
  EXPECT_THAT(values(decoded, Field::intervention_type), ElementsAre("2|1", "2|2"));
  EXPECT_THAT(values(decoded, Field::intervention_start), ElementsAre("2016-05-01", "2016-05-01"));
  EXPECT_THAT(values(decoded, Field::closed), ElementsAre("2017-06-30"));
  EXPECT_THAT(values(decoded, Field::closure_reason), ElementsAre("4"));
}

TEST(CsiPhases, CountsAnIdenticalEventOnceAndRejectsADifferentOneOfTheSameId) {
  const auto delivery =
      event("D", "4", "20160501", care_plan(observation("ARIS", "2") + observation("SEER", "1")));
  const auto same = decode_csi(
      message(access() + delivery + replace(delivery, "<code code='4'/>", "<code  code='4' />\n")));
  EXPECT_THAT(issues(same), IsEmpty());
  EXPECT_THAT(values(same, Field::intervention_type), ElementsAre("2|1"));
  const auto other =
      decode_csi(message(access() + delivery +
                         replace(delivery, "code='SEER'/><value code='1'", "code='SEER'/><value code='2'")));
  EXPECT_THAT(issues(other), ElementsAre("error malformed-document encounterEvent[3]"));
}

TEST(CsiPhases, AcceptsKnownErrorsOfTheExporter) {
  const auto decoded =
      decode_csi(message(access() + event("D", "4", "20160501",
                                          care_plan(observation("ARIS", "2", "codeSystem='CD'") +
                                                    observation("SEER", "1", "codeSystem='CD'") +
                                                    observation("IMER", "80.00", "codeSystem='MO'")))));
  EXPECT_THAT(issues(decoded), IsEmpty());
  EXPECT_THAT(values(decoded, Field::intervention_amount), ElementsAre("80.00"));
}

TEST(CsiPhases, FindsTheIdentifierByShapeWithAnyRoot) {
  const auto message_with = [](const std::string& ids) {
    return message(event(
        "A", "1", "20160220",
        replace(patient(),
                "<id root='2.16.840.1.113883.2.9.4.3.2' extension='" + std::string(kPerson) + "'/>", ids)));
  };
  const std::string person(kPerson);
  EXPECT_THAT(values(decode_csi(message_with("<id root='1.2' extension='4711'/><id root='1.2' extension='" +
                                             person + "'/>")),
                     Field::person_id),
              ElementsAre(person));
  EXPECT_THAT(values(decode_csi(message_with("<id extension='4711'/><asOtherIDs><id extension='" + person +
                                             "'/></asOtherIDs>")),
                     Field::person_id),
              ElementsAre(person));
  EXPECT_THAT(values(decode_csi(message_with("<id extension='STP0161234567890'/>")), Field::person_id_type),
              ElementsAre("stp"));
  EXPECT_THAT(
      issues(decode_csi(message_with("<id extension='4711'/>"))),
      ElementsAre("error bad-fiscal-code encounterEvent/subject/patient/patientPerson/id/@extension"));
  EXPECT_THAT(issues(decode_csi(message_with(""))), SizeIs(1));
}

TEST(CsiPhases, RejectsTwoPersonsInOneMessage) {
  EXPECT_THAT(
      issues(decode_csi(message(access() + event("B", "2", "20160301", patient("VRDLGI75C10A794K"))))),
      ElementsAre("error bad-fiscal-code encounterEvent[2]/subject/patient/patientPerson/id"));
  EXPECT_THAT(
      issues(decode_csi(message(access() + event("B", "2", "20160301", patient("rssmra80a01f205x"))))),
      IsEmpty());
}

}  // namespace
}  // namespace raccordo::codecs
