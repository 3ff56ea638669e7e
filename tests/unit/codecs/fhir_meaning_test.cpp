// Elements of FHIR that change the meaning of what is around them: understood, or an issue.
#include "codecs/fhir/fhir_meaning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/codecs/fhir_documents.hpp"

namespace raccordo::codecs {
namespace {

using model::DocumentFormat;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const char* const kLists =
    "  access.date: {from: \"referralRequest.resolve().ofType(ServiceRequest).authoredOn\", type: date}\n"
    "  interventions:\n"
    "    each: {resource: ServiceRequest, of: patient.resolve()}\n"
    "    fields:\n"
    "      id: {from: \"id\"}\n"
    "      start: {from: \"occurrence.ofType(dateTime)\", type: date}\n";

std::vector<std::string> meaning_of(const std::vector<std::string>& entries) {
  const auto profile =
      test_profile(fhir_profile(kLists, "withdrawn: \"status.where($this = 'entered-in-error')\"\n"));
  const auto context = test_context();
  const auto text = bundle(entries);
  MemorySource source(text);
  const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
  std::vector<std::string> out;
  while (const auto record = decoder->next()) {
    EXPECT_FALSE(record->withdrawn);
    for (auto& issue : told(record->issues)) out.push_back(std::move(issue));
  }
  EXPECT_FALSE(decoder->end().broken);
  return out;
}

std::string request(const std::string& more, const std::string& status = R"("status":"active")",
                    const std::string& patient = "urn:uuid:p1") {
  return R"({"fullUrl":"urn:uuid:r","resource":{"resourceType":"ServiceRequest","id":"r","subject":{"reference":")" +
         patient + R"("},"occurrenceDateTime":"2016-05-01",)" + status + more + "}}";
}

std::vector<std::string> meaning_of_request(const std::string& more,
                                            const std::string& status = R"("status":"active")") {
  return meaning_of({fhir_patient("p1"), episode("E1", "urn:uuid:p1"), request(more, status)});
}

TEST(FhirMeaning, AStatusOutsideTheStandardIsRefusedWhereverItStands) {
  EXPECT_THAT(meaning_of_request(""), IsEmpty());
  for (const std::string status : {R"("status":"actve")", R"("status":"Active")", R"("status":["active"])",
                                   R"("status":"")", R"("status":"active completed")", R"("status":7)"})
    EXPECT_THAT(meaning_of_request("", status),
                ElementsAre("error unexpected-shape Bundle.entry[2].resource.status"))
        << status;
  for (const std::string status : {R"("status":null)", R"("priority":"urgent")"})
    EXPECT_THAT(meaning_of_request("", status),
                ElementsAre("error unexpected-shape Bundle.entry[2].resource"))
        << status;
  EXPECT_THAT(meaning_of_request("", R"("status":"unknown")"),
              ElementsAre("warning unexpected-shape Bundle.entry[2].resource.status"));
}

TEST(FhirMeaning, ACaseWithoutAKnownStatusIsNeitherOpenNorTakenBack) {
  for (const std::string status :
       {"\"bogus\"", "\"Finished\"", "\"\"", "\"ENTERED-IN-ERROR\"", "[\"entered-in-error\"]", "null"}) {
    auto text = episode("E1", "urn:uuid:p1");
    text.replace(text.find("\"active\""), 8, status);
    const auto place = status == "null" ? "" : ".status";
    EXPECT_THAT(meaning_of({fhir_patient("p1"), text}),
                Contains("error unexpected-shape Bundle.entry[1].resource" + std::string(place)))
        << status;
  }
}

TEST(FhirMeaning, IntentAndProhibitionAreWords) {
  for (const std::string good : {R"(,"intent":"order")", R"(,"intent":"plan")", R"(,"doNotPerform":true)"})
    EXPECT_THAT(meaning_of_request(good), IsEmpty()) << good;
  EXPECT_THAT(meaning_of_request(R"(,"intent":"Order")"),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.intent"));
  EXPECT_THAT(meaning_of_request(R"(,"doNotPerform":"true")"),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.doNotPerform"));
  const auto doubtful = [](const std::string& codes) {
    return meaning_of({fhir_patient("p1"), episode("E1", "urn:uuid:p1"),
                       condition("B01", "urn:uuid:p1", R"(,"verificationStatus":)" + codes)});
  };
  EXPECT_THAT(doubtful(R"({"coding":[{"code":"confirmed"}]})"), IsEmpty());
  for (const std::string bad : {R"({"coding":[{"code":"Refuted"}]})", R"("refuted")", R"({"text":"no"})"})
    EXPECT_THAT(doubtful(bad),
                ElementsAre("error unexpected-shape Bundle.entry[2].resource.verificationStatus"))
        << bad;
}

TEST(FhirMeaning, WhatChangesTheMeaningOfAnElementIsRefused) {
  EXPECT_THAT(meaning_of_request(R"(,"implicitRules":"urn:rules")"),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.implicitRules"));
  EXPECT_THAT(meaning_of_request(R"(,"quantityQuantity":{"value":4,"comparator":"<"})"),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.quantityQuantity.comparator"));
  const auto money = [](const std::string& currency) {
    return meaning_of_request(R"(,"extension":[{"url":"urn:a","valueMoney":{"value":4)" + currency + "}}]");
  };
  EXPECT_THAT(money(""), IsEmpty());
  EXPECT_THAT(money(R"(,"currency":"EUR")"), IsEmpty());
  EXPECT_THAT(money(R"(,"currency":"CHF")"), testing::SizeIs(1));
  EXPECT_THAT(meaning_of_request(R"(,"extension":[{"url":"urn:a"}])"),
              ElementsAre("warning unexpected-shape Bundle.entry[2].resource.extension[0]"));
  EXPECT_THAT(meaning_of_request(R"(,"quantityRatio":{"numerator":{"value":4}})"),
              ElementsAre("warning unexpected-shape Bundle.entry[2].resource.quantityRatio"));
}

TEST(FhirMeaning, AReferenceLeadsToTheSamePersonOrToNobody) {
  const auto with_referral = [](const std::string& patient) {
    return meaning_of({fhir_patient("p1"),
                       episode("E1", "urn:uuid:p1", R"(,"referralRequest":[{"reference":"urn:uuid:r"}])"),
                       fhir_patient("p2", "LCTGPP35T08I919K"), episode("E2", "urn:uuid:p2"),
                       request(R"(,"authoredOn":"2016-02-01")", R"("status":"active")", patient)});
  };
  EXPECT_THAT(with_referral("urn:uuid:p1"), IsEmpty());
  EXPECT_THAT(with_referral("urn:uuid:p2"),
              ElementsAre("error unexpected-shape Bundle.entry[1].resource.referralRequest[0]"));
}

TEST(FhirMeaning, AContainedCaseAndAnUnknownTypeAreIssues) {
  const auto contained =
      fhir_patient("p1", "RTONNA48D52A794K",
                   R"(,"contained":[{"resourceType":"EpisodeOfCare","id":"x","status":"active"}])");
  EXPECT_THAT(meaning_of({contained, episode("E1", "urn:uuid:p1")}),
              ElementsAre("error unexpected-shape Bundle.entry[0].resource.contained[0]"));
  EXPECT_THAT(
      meaning_of({fhir_patient("p1"), episode("E1", "urn:uuid:p1"),
                  R"({"resource":{"resourceType":"Conditon","subject":{"reference":"urn:uuid:p1"}}})"}),
      ElementsAre("error unexpected-shape Bundle.entry[2].resource"));
  for (const std::string_view type : {"Account", "EpisodeOfCare", "VisionPrescription", "Task"})
    EXPECT_TRUE(is_r4_resource(type)) << type;
  for (const std::string_view type : {"", "patient", "Foo", "Resource"})
    EXPECT_FALSE(is_r4_resource(type)) << type;
}

TEST(FhirMeaning, TheAnswerKnowsWhichEntriesWereNotRead) {
  const auto profile = test_profile(fhir_profile());
  const auto context = test_context();
  const auto text =
      bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1"), condition("B01", "urn:uuid:p1"),
              R"({"resource":{"resourceType":"Immunization","patient":{"reference":"urn:uuid:p1"}}})"},
             "batch");
  MemorySource source(text);
  const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
  while (decoder->next()) {
  }
  EXPECT_THAT(decoder->facts(), Contains(std::pair<std::string, std::string>("entries.unread", "3")));
}

}  // namespace
}  // namespace raccordo::codecs
