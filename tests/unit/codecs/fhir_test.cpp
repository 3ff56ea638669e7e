// FHIR Bundles: what is a record, what belongs to it, and what is wrong with a Bundle. Nothing in it may be
// lost without an issue that names the place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/fhir/fhir_format.hpp"
#include "codecs/protocol.hpp"
#include "model/fhir_expression.hpp"
#include "unit/codecs/fhir_documents.hpp"

namespace raccordo::codecs {
namespace {

using model::DocumentFormat;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Decoded read(const std::string& document, DocumentFormat format = DocumentFormat::fhir,
             DecodeLimits limits = {}, const std::string& more = "") {
  static const Profile usual = test_profile(fhir_profile());
  const Profile other = test_profile(fhir_profile(more));
  RepeatedText source("", document, "", 1, 1000);
  return decode(more.empty() ? usual : other, source, format, test_context(limits));
}

/// The issues of the only record.
std::vector<std::string> issues_of(const std::string& document, const std::string& more = "") {
  const auto decoded = read(document, DocumentFormat::fhir, {}, more);
  EXPECT_EQ(decoded.broken(), "whole");
  EXPECT_EQ(decoded.records.size(), 1U);
  return decoded.records.empty() ? std::vector<std::string>() : told(decoded.records[0].issues);
}

TEST(Fhir, ReadsACaseWithWhatIsAboutItsPatient) {
  const auto decoded = read(usual_bundle({condition("B01", "urn:uuid:p1"), condition("B06", "urn:uuid:P1")}));
  ASSERT_EQ(decoded.broken(), "whole");
  ASSERT_THAT(decoded.records, SizeIs(1));
  const auto& record = decoded.records[0];
  EXPECT_THAT(told(record.issues), IsEmpty());
  EXPECT_EQ(record.value("record_id"), "E1");
  EXPECT_EQ(record.value("version"), "2017-11-03T10:00:00Z");
  EXPECT_EQ(record.value("owner"), "016024");
  EXPECT_EQ(record.value("person.id"), "RTONNA48D52A794K");
  EXPECT_EQ(record.value("needs[0].code"), "B01");
  EXPECT_EQ(record.value("needs[1].code"), "B06") << "the letter case of a UUID means nothing";
}

TEST(Fhir, ADateMayHaveATimeOfDay) {
  const Profile profile = test_profile(fhir_profile("", "timezone: Europe/Rome\n"));
  const auto opened = [&](const std::string& start) {
    const auto document = bundle(
        {fhir_patient("p1"),
         R"({"resource":{"resourceType":"EpisodeOfCare","id":"E1","status":"active","period":{"start":")" +
             start + R"("},"patient":{"reference":"urn:uuid:p1"}}})"});
    MemorySource source(document);
    const auto decoded = decode(profile, source, DocumentFormat::fhir, test_context());
    EXPECT_THAT(decoded.records, SizeIs(1));
    const auto& record = decoded.records.at(0);
    return record.issues.empty() ? record.value("opened") : told(record.issues).at(0);
  };
  EXPECT_EQ(opened("2016-04-05T09:00:00+02:00"), "2016-04-05");
  EXPECT_EQ(opened("2016-04-05T22:30:00Z"), "2016-04-06") << "it is after midnight in Rome";
  EXPECT_EQ(opened("2016-04-05T09:00:00.250+02:00"), "2016-04-05");
  const std::string place = "error bad-date Bundle.entry[1].resource.period.start";
  EXPECT_EQ(opened("2016-04-05T25:00:00Z"), place);
  EXPECT_EQ(opened("2016-02-30T09:00:00Z"), place);
  EXPECT_EQ(opened("2016-04"), place);
}

TEST(Fhir, ABatchHasOneRecordForEachCase) {
  const auto decoded = read(bundle(
      {fhir_patient("p1"), episode("E1", "urn:uuid:p1"), condition("B01", "urn:uuid:p1"),
       fhir_patient("p2", "LCTGPP35T08I919K"), episode("E2", "urn:uuid:p2"), condition("B02", "urn:uuid:p2")},
      "batch"));
  ASSERT_THAT(decoded.records, SizeIs(2));
  EXPECT_EQ(decoded.records[0].value("needs[0].code"), "B01");
  EXPECT_EQ(decoded.records[1].value("needs[0].code"), "B02");
  EXPECT_EQ(decoded.records[1].value("person.id"), "LCTGPP35T08I919K");
}

TEST(Fhir, NdjsonHasABundleALineAndGoesOnAfterABadOne) {
  const auto lines = usual_bundle() + "\n\n{\"resourceType\":\"Patient\"}\n{\"resourceType\":\n" +
                     bundle({fhir_patient("p1")}) + "\n" + usual_bundle({condition("B01", "urn:uuid:none")}) +
                     "\n";
  const auto decoded = read(lines, DocumentFormat::fhir_ndjson);
  EXPECT_EQ(decoded.broken(), "whole");
  ASSERT_THAT(decoded.records, SizeIs(5));
  EXPECT_EQ(decoded.records[0].value("record_id"), "E1");
  EXPECT_THAT(told(decoded.records[1].issues), ElementsAre("error malformed-document Bundle.resourceType"));
  EXPECT_EQ(decoded.records[1].issues[0].at.number, 3U) << "the line";
  EXPECT_THAT(decoded.records[2].issues[0].message, HasSubstr("line 4"));
  EXPECT_THAT(decoded.records[3].issues[0].message, HasSubstr("no EpisodeOfCare in this Bundle"));
  EXPECT_EQ(decoded.records[4].issues[0].at.path, "/entry/2/resource/subject");
}

TEST(Fhir, ADocumentThatIsNoBundleOfCasesIsRefusedWithThePlace) {
  for (const auto& [document, message] : std::vector<std::pair<std::string, std::string>>{
           {"", "empty"},
           {"{\"resourceType\":\"Bundle\"", "ends in the middle"},
           {usual_bundle() + "x", "text follows"},
           {"{\"resourceType\":\"Patient\"}", "a Bundle is expected"},
           {"{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[]}",
            "collection, transaction or batch"},
           {"{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":{}}", "must be a list"},
           {bundle({fhir_patient("p1")}), "no EpisodeOfCare"},
           {bundle({}), "no EpisodeOfCare"},
           {"{\"resourceType\":\"Bundle\",\"resourceType\":\"Bundle\"}", "same member twice"}}) {
    const auto decoded = read(document);
    EXPECT_EQ(decoded.broken(), "malformed-document") << document;
    EXPECT_THAT(decoded.records, IsEmpty()) << document;
    if (decoded.end.broken) {
      EXPECT_THAT(decoded.end.broken->message, HasSubstr(message)) << document;
    }
  }
}

TEST(Fhir, WhatBelongsToNoCaseIsAnIssueOfTheOnlyOne) {
  EXPECT_THAT(issues_of(usual_bundle({condition("B01", "urn:uuid:none")})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.subject"));
  EXPECT_THAT(issues_of(usual_bundle({fhir_patient("p2", "LCTGPP35T08I919K")})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource"));
  EXPECT_THAT(issues_of(usual_bundle({R"({"fullUrl":"urn:uuid:x"})"})),
              ElementsAre("error unexpected-shape Bundle.entry[2]"));
  EXPECT_THAT(issues_of(usual_bundle({R"({"resource":)" + bundle({}) + "}"})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource"));
  EXPECT_THAT(issues_of(usual_bundle({R"({"resource":{"resourceType":"Immunization"}})"})), IsEmpty())
      << "the profile does not read this type";
}

TEST(Fhir, WhatBelongsToNoneOfSeveralCasesIsARecordOfItsOwn) {
  const auto decoded =
      read(bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1"), fhir_patient("p2", "LCTGPP35T08I919K"),
                   episode("E2", "urn:uuid:p2"), condition("B01", "urn:uuid:p3")},
                  "batch"));
  ASSERT_THAT(decoded.records, SizeIs(3));
  EXPECT_THAT(told(decoded.records[0].issues), IsEmpty());
  EXPECT_THAT(told(decoded.records[1].issues), IsEmpty());
  EXPECT_THAT(told(decoded.records[2].issues),
              ElementsAre("error unexpected-shape Bundle.entry[4].resource.subject"));
}

TEST(Fhir, ACaseMustLeadToAPatient) {
  for (const std::string reference :
       {"urn:uuid:none", "Patient/1", "#p", "EpisodeOfCare/e1", "http://a/Patient/1"}) {
    const auto decoded = read(bundle({fhir_patient("p1"), episode("E1", reference, R"(,"id":"e1")")}));
    ASSERT_THAT(decoded.records, SizeIs(1)) << reference;
    EXPECT_THAT(told(decoded.records[0].issues),
                testing::Contains("error unexpected-shape Bundle.entry[1].resource.patient"))
        << reference;
  }
}

TEST(Fhir, AContainedPatientIsThePatient) {
  const auto decoded = read(bundle({episode(
      "E1", "#p",
      R"(,"contained":[{"resourceType":"Patient","id":"p","identifier":[{"system":"cf","value":"RTONNA48D52A794K"}],)"
      R"("address":{"city":"Bergamo","_city":{"extension":[{"url":"urn:istat","valueCoding":{"code":"016024"}}]}}},)"
      R"({"resourceType":"Condition","code":{"coding":[{"code":"B01"}]},"subject":{"reference":"#p"}}])")}));
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_THAT(told(decoded.records[0].issues), IsEmpty());
  EXPECT_EQ(decoded.records[0].value("needs[0].code"), "B01");
}

TEST(Fhir, ContainedHoldsResourcesOnly) {
  EXPECT_THAT(issues_of(usual_bundle({condition("B01", "urn:uuid:p1", R"(,"contained":{})")})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.contained"));
  EXPECT_THAT(issues_of(usual_bundle({condition("B01", "urn:uuid:p1", R"(,"contained":[7])")})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.contained[0]"));
}

TEST(Fhir, TwoContainedResourcesWithOneIdAreAmbiguous) {
  const auto twin = R"({"resourceType":"Organization","id":"o"})";
  const auto holder =
      condition("B01", "urn:uuid:p1", R"(,"contained":[)" + std::string(twin) + "," + twin + "]");
  EXPECT_THAT(issues_of(usual_bundle({holder})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.contained[1].id"));
}

TEST(Fhir, TwoEntriesWithOneAddressAreAmbiguous) {
  EXPECT_THAT(issues_of(bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1"),
                                fhir_patient("p1", "LCTGPP35T08I919K")})),
              testing::Contains("error unexpected-shape Bundle.entry[2].fullUrl"));
  const auto twin = R"({"resource":{"resourceType":"Condition","id":"c","code":{"coding":[{"code":"B01"}]},)"
                    R"("subject":{"reference":"urn:uuid:p1"}}})";
  EXPECT_THAT(issues_of(usual_bundle({twin, twin})),
              ElementsAre("error unexpected-shape Bundle.entry[3].resource.id"));
}

TEST(Fhir, ASecondEpisodeOfOnePatientWouldCountTwice) {
  const auto decoded = read(usual_bundle({episode("E2", "urn:uuid:p1"), condition("B01", "urn:uuid:p1")}));
  ASSERT_THAT(decoded.records, SizeIs(2));
  EXPECT_THAT(told(decoded.records[0].issues), IsEmpty());
  EXPECT_THAT(told(decoded.records[1].issues),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource"));
}

TEST(Fhir, AModifierThatTheProfileDoesNotNameRejectsTheCase) {
  const auto modified =
      condition("B01", "urn:uuid:p1", R"(,"modifierExtension":[{"url":"urn:not","valueBoolean":true}])");
  EXPECT_THAT(issues_of(usual_bundle({modified})),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.modifierExtension[0]"));
  EXPECT_THAT(
      issues_of(
          usual_bundle({modified}),
          "  access.request: {from: \"modifierExtension.where(url = 'urn:not').value\", map: request}\n"),
      IsEmpty());
  const auto decoded =
      read(bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1"), fhir_patient("p2", "LCTGPP35T08I919K"),
                   episode("E2", "urn:uuid:p2"), modified},
                  "batch"));
  ASSERT_THAT(decoded.records, SizeIs(2));
  EXPECT_THAT(decoded.records[0].issues, SizeIs(1));
  EXPECT_THAT(decoded.records[1].issues, IsEmpty()) << "it is of the other case";
}

TEST(Fhir, TwoIdentifiersOfOneTypeThatDifferReject) {
  auto twice = fhir_patient("p1");
  const auto at = twice.find("}],\"address\"");
  twice.insert(at + 1, R"(,{"system":"cf2","value":"LCTGPP35T08I919K"})");
  const auto decoded = read(bundle({twice, episode("E1", "urn:uuid:p1")}));
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_THAT(told(decoded.records[0].issues),
              ElementsAre("error unexpected-shape Bundle.entry[0].resource.identifier[1].value"));
}

TEST(Fhir, OnlyWhatIsStoredAsItStandsIsTaken) {
  auto deleted = condition("B01", "urn:uuid:p1");
  deleted.insert(deleted.size() - 1, R"(,"request":{"method":"DELETE","url":"Condition/1"})");
  EXPECT_THAT(issues_of(usual_bundle({deleted}, "batch")),
              ElementsAre("error unexpected-shape Bundle.entry[2].request"));
  const auto asked = [](const std::string& request) {
    auto entry = condition("B01", "urn:uuid:p1");
    entry.insert(entry.size() - 1, R"(,"request":{"method":"POST",)" + request + "}");
    return issues_of(usual_bundle({entry}, "batch"));
  };
  EXPECT_THAT(asked(R"("url":"Condition")"), IsEmpty());
  EXPECT_THAT(asked(R"("url":"Condition/1")"), IsEmpty());
  for (const std::string url :
       {"Patient", "Conditions", "Condition?code=1", "Condition/1/2", "http://a/Condition"})
    EXPECT_THAT(asked("\"url\":\"" + url + "\""),
                ElementsAre("error unexpected-shape Bundle.entry[2].request.url"))
        << url;
  EXPECT_THAT(asked(R"("url":"Condition","ifNoneExist":"code=1")"),
              ElementsAre("error unexpected-shape Bundle.entry[2].request.ifNoneExist"));
  EXPECT_THAT(issues_of(bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1")}, "transaction")),
              ElementsAre("error unexpected-shape Bundle.entry[0]", "error unexpected-shape Bundle.entry[1]"))
      << "a transaction without requests";
}

TEST(Fhir, LimitsHold) {
  std::vector<std::string> many;
  for (int i = 0; i < 500; ++i) many.push_back(condition("B01", "urn:uuid:p1"));
  DecodeLimits limits;
  limits.record = 20'000;  // a Bundle may have 80,000 bytes
  const auto large = read(usual_bundle(many), DocumentFormat::fhir, limits);
  ASSERT_THAT(large.records, SizeIs(1));
  EXPECT_EQ(large.broken(), "whole");
  EXPECT_THAT(told(large.records[0].issues), ElementsAre("error record-too-large Bundle.entry[1].resource"));
  limits.record = 10'000;
  const auto too_large = read(usual_bundle(many), DocumentFormat::fhir, limits);
  EXPECT_THAT(too_large.records[0].issues[0].message, HasSubstr("larger than 40000 bytes"));
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += R"({"resourceType":"Basic","contained":[)";
  const auto nested =
      read(usual_bundle({R"({"resource":)" + deep + std::string(1000, ']') + std::string(1000, '}') + "}"}));
  EXPECT_EQ(nested.broken(), "malformed-document");
  EXPECT_THAT(nested.end.broken->message, HasSubstr("nested deeper than 256 levels"));
  std::string values = "0";
  for (int i = 0; i < 100'000; ++i) values += ",0";
  limits.record = 60'000;
  const auto dense = read(bundle({}, "batch", ",\"x\":[" + values + "]"), DocumentFormat::fhir, limits);
  EXPECT_THAT(dense.end.broken->message, HasSubstr("too many values"));
}

TEST(Fhir, BytesOfAnotherEncodingRejectTheBundle) {
  const auto decoded = read(usual_bundle({condition("B\xE8", "urn:uuid:p1")}));
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_EQ(decoded.records[0].issues[0].code, model::IssueCode::bad_encoding);
}

TEST(Fhir, TellsForEachEntryItsRecord) {
  const auto profile = test_profile(fhir_profile());
  const auto context = test_context();
  const auto text =
      bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1"), fhir_patient("p2", "LCTGPP35T08I919K"),
              episode("E2", "urn:uuid:p2"), R"({"resource":{"resourceType":"Organization"}})",
              condition("B01", "urn:uuid:none")},
             "transaction");
  MemorySource source(text);
  const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
  decoder->next();
  const auto facts = decoder->facts();
  EXPECT_TRUE(is_all_or_nothing(facts));
  EXPECT_THAT(facts, testing::Contains(std::pair<std::string, std::string>(kEntryRecords, "1 1 2 2 0 3")));
}

}  // namespace
}  // namespace raccordo::codecs
