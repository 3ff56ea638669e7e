// FHIR Bundles whose form says more than their resources: cases taken back, ended cases, transactions as
// lines, Parameters around a Bundle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(FhirForm, AWithdrawnCaseIsMarked) {
  const auto profile =
      test_profile(fhir_profile("", "withdrawn: \"status.where($this = 'entered-in-error')\"\n"));
  auto text = usual_bundle();
  const auto context = test_context();
  MemorySource active(text);
  EXPECT_FALSE(make_decoder(profile, context, DocumentFormat::fhir, active)->next()->withdrawn);
  text.replace(text.find("active"), 6, "entered-in-error");
  MemorySource withdrawn(text);
  EXPECT_TRUE(make_decoder(profile, context, DocumentFormat::fhir, withdrawn)->next()->withdrawn);
}

TEST(FhirForm, ACaseWithAnUnknownModifierIsNotWithdrawn) {
  const auto profile =
      test_profile(fhir_profile("", "withdrawn: \"status.where($this = 'entered-in-error')\"\n"));
  auto text = usual_bundle(
      {condition("B01", "urn:uuid:p1", R"(,"modifierExtension":[{"url":"urn:not","valueBoolean":true}])")});
  text.replace(text.find("active"), 6, "entered-in-error");
  const auto context = test_context();
  MemorySource source(text);
  const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
  EXPECT_FALSE(decoder->next()->withdrawn);
}

TEST(FhirForm, ACaseThatHasEndedNeedsTheDay) {
  const std::string head = "ended: \"status.where($this = 'finished' or $this = 'cancelled')\"\n";
  const Profile profile = test_profile(fhir_profile("  closed: {from: period.end, type: date}\n", head));
  const auto issues = [&](const std::string& status, const std::string& end) {
    auto text = usual_bundle();
    text.replace(text.find("active"), 6, status);
    text.insert(text.find("\"2016-03-01\"") + 12, end);
    MemorySource source(text);
    return told(decode(profile, source, DocumentFormat::fhir, test_context()).records.at(0).issues);
  };
  for (const std::string status : {"finished", "cancelled"}) {
    EXPECT_THAT(issues(status, ""), ElementsAre("error missing-field Bundle.entry[1].resource.status"));
    EXPECT_THAT(issues(status, R"(,"end":"2017-03-01")"), IsEmpty());
    EXPECT_THAT(issues(status, R"(,"end":"2017-13-01")"),
                ElementsAre("error bad-date Bundle.entry[1].resource.period.end"));
  }
  EXPECT_THAT(issues("active", ""), IsEmpty());
}

TEST(FhirForm, ATransactionAsALineIsRefused) {
  const auto lines =
      usual_bundle() + "\n" + usual_bundle({}, "transaction") + "\n" + usual_bundle({}, "batch");
  const auto profile = test_profile(fhir_profile());
  MemorySource source(lines);
  const auto decoded = decode(profile, source, DocumentFormat::fhir_ndjson);
  ASSERT_THAT(decoded.records, SizeIs(3));
  EXPECT_THAT(told(decoded.records[0].issues), IsEmpty());
  EXPECT_THAT(told(decoded.records[1].issues), ElementsAre("error unexpected-shape Bundle.type"));
  EXPECT_THAT(decoded.records[1].issues[0].message, HasSubstr("send it alone as application/fhir+json"));
  EXPECT_THAT(told(decoded.records[2].issues), IsEmpty());
}

TEST(FhirForm, LinesWithoutABundleAreAnEmptyDocument) {
  const auto profile = test_profile(fhir_profile());
  for (const std::string text : {"", "\n\n", " "}) {
    MemorySource source(text);
    const auto decoded = decode(profile, source, DocumentFormat::fhir_ndjson);
    EXPECT_EQ(decoded.broken(), "malformed-document");
    EXPECT_TRUE(decoded.end.broken && decoded.end.broken->message.find("empty") != std::string::npos);
  }
}

TEST(FhirForm, ACityWithACodeAloneHasNoName) {
  const Profile profile =
      test_profile(fhir_profile("  managed_by: {first_of: [\"patient.resolve().address.city\", id]}\n"));
  auto text = usual_bundle();
  text.replace(text.find(R"("city":"Bergamo",)"), 17, "");
  MemorySource source(text);
  const auto decoded = decode(profile, source, DocumentFormat::fhir);
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_THAT(told(decoded.records[0].issues), IsEmpty());
  EXPECT_EQ(decoded.records[0].value("owner"), "016024");
}

TEST(FhirForm, ParametersAreTakenOnlyForATrial) {
  const auto profile = test_profile(fhir_profile());
  const auto parameters = [](const std::string& resource) {
    return R"({"resourceType":"Parameters","parameter":[{"name":"mode","valueCode":"create"},{"name":"resource",)"
           R"("resource":)" +
           resource + "}]}";
  };
  const auto text = parameters(usual_bundle({condition("B01", "urn:uuid:none")}));
  auto context = test_context();
  MemorySource refused(text);
  EXPECT_EQ(decode(profile, refused, DocumentFormat::fhir, test_context()).broken(), "malformed-document");
  context.takes_parameters = true;
  MemorySource taken(text);
  const auto decoded = decode(profile, taken, DocumentFormat::fhir, context);
  ASSERT_THAT(decoded.records, SizeIs(1));
  EXPECT_EQ(decoded.records[0].value("record_id"), "E1");
  EXPECT_EQ(decoded.records[0].value("version"), "2017-11-03T10:00:00Z");
  EXPECT_THAT(told(decoded.records[0].issues),
              ElementsAre("error unexpected-shape Bundle.entry[2].resource.subject"))
      << "places are those of the Bundle";
  for (const auto& none :
       {parameters("7"), parameters(R"({"resourceType":"Patient"})"),
        std::string(R"({"resourceType":"Parameters"})"),
        std::string(R"({"resourceType":"Parameters","parameter":[7,{"name":"resource"}]})")}) {
    MemorySource source(none);
    EXPECT_EQ(decode(profile, source, DocumentFormat::fhir, context).broken(), "malformed-document") << none;
  }
}

TEST(FhirForm, WhatATrialDoesNotTakeIsNamed) {
  const auto profile = test_profile(fhir_profile());
  auto context = test_context();
  context.takes_parameters = true;
  const auto fault = [&](const std::string& more) {
    const auto text = R"({"resourceType":"Parameters","parameter":[{"name":"resource","resource":)" +
                      usual_bundle() + "}," + more + "]}";
    MemorySource source(text);
    const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
    EXPECT_FALSE(decoder->next());
    const auto end = decoder->end();
    return end.broken ? model::fhir_expression(end.broken->at.path) + ": " + end.broken->message : "";
  };
  EXPECT_THAT(fault(R"({"name":"mode","valueCode":"delete"})"),
              HasSubstr("Parameters.parameter[1]: `mode` must be create or update"));
  EXPECT_THAT(fault(R"({"name":"mode"})"), HasSubstr("`mode` must be create or update"));
  EXPECT_THAT(fault(R"({"name":"profile","valueUri":"urn:x"})"), HasSubstr("rules of its source alone"));
  EXPECT_THAT(fault(R"({"name":"resource","resource":{}})"), HasSubstr("a second part `resource`"));
  EXPECT_THAT(fault(R"({"name":"resource"})"), HasSubstr("must hold the Bundle"));
  EXPECT_THAT(fault("7"), HasSubstr("no such part of $validate"));
}

/// A Bundle of one case whose EpisodeOfCare has the identifier `urn:n|E1` and others, and this request.
std::string requested(const std::string& request, const std::string& status = "active",
                      const std::string& others = "") {
  return bundle(
      {fhir_patient("p1"),
       R"({"resource":{"resourceType":"EpisodeOfCare","identifier":[{"system":"urn:n","value":"E1"})" +
           others + R"(],"status":")" + status +
           R"(","period":{"start":"2016-03-01"},"patient":{"reference":"urn:uuid:p1"}},"request":{)" +
           request + "}}"},
      "batch");
}

TEST(FhirForm, AConditionNamesTheIdentifierOfItsCase) {
  const auto profile =
      test_profile(fhir_profile("", "withdrawn: \"status.where($this = 'entered-in-error')\"\n"));
  const auto context = test_context();
  const auto read = [&](const std::string& text) {
    MemorySource source(text);
    const auto decoder = make_decoder(profile, context, DocumentFormat::fhir, source);
    const auto record = decoder->next();
    std::string only_new;
    for (const auto& [name, value] : decoder->facts()) only_new += name == kOnlyNew ? value : "";
    auto found = told(record->issues);
    if (!only_new.empty()) found.insert(found.begin(), "only new: " + only_new);
    return found;
  };
  const std::string create = R"("method":"POST","url":"EpisodeOfCare","ifNoneExist":)";
  const std::string update = R"("method":"PUT","url":)";
  for (const auto* search : {"identifier=urn:n|E1", "identifier=urn%3An%7CE1", "identifier=E1"})
    EXPECT_THAT(read(requested(create + "\"" + search + "\"")), ElementsAre("only new: 1")) << search;
  EXPECT_THAT(read(requested(update + R"("EpisodeOfCare?identifier=urn:n|E1")")), IsEmpty());
  for (const auto* search : {"identifier=urn:m|E1", "identifier=|E1", "identifier=E2", "status=active",
                             "identifier=", "identifier=E1&status=active", "identifier=%zz"}) {
    EXPECT_THAT(read(requested(create + "\"" + search + "\"")),
                ElementsAre("error unexpected-shape Bundle.entry[1].request.ifNoneExist"))
        << search;
    EXPECT_THAT(read(requested(update + "\"EpisodeOfCare?" + search + "\"")),
                ElementsAre("error unexpected-shape Bundle.entry[1].request.url"))
        << search;
  }
  EXPECT_THAT(read(requested(update + R"("EpisodeOfCare?identifier=urn:o|7")", "active",
                             R"(,{"system":"urn:o","value":"7"})")),
              testing::Contains("error unexpected-shape Bundle.entry[1].request.url"))
      << "its own identifier, but not the number of the case";
  EXPECT_THAT(read(requested(create + R"("identifier=E1")", "entered-in-error")),
              ElementsAre("only new: 1", "error unexpected-shape Bundle.entry[1].request.ifNoneExist"));
  EXPECT_THAT(read(requested(update + R"("EpisodeOfCare/1","ifMatch":"1")")),
              ElementsAre("error unexpected-shape Bundle.entry[1].request.ifMatch"));
}

TEST(FhirForm, AnOrganizationOfAnUnknownSystemIsTold) {
  const auto profile = test_profile(
      fhir_profile("  managed_by: {first_of: "
                   "[\"managingOrganization.resolve().ofType(Organization).identifier.where(system = "
                   "'urn:a').value\", \"managingOrganization.identifier.where(system = 'urn:a' or system = "
                   "'urn:b').value\"]}\n"));
  const auto read = [&](const std::string& more) {
    const auto text =
        bundle({fhir_patient("p1"), episode("E1", "urn:uuid:p1", more),
                R"({"fullUrl":"urn:uuid:o","resource":{"resourceType":"Organization","identifier":)"
                R"([{"system":"urn:c","value":"9"}]}})"});
    MemorySource source(text);
    return decode(profile, source, DocumentFormat::fhir, test_context()).records.at(0).issues;
  };
  const auto unknown = read(R"(,"managingOrganization":{"identifier":{"system":"urn:c","value":"9"}})");
  EXPECT_THAT(
      told(unknown),
      ElementsAre("warning unexpected-shape Bundle.entry[1].resource.managingOrganization.identifier"));
  EXPECT_THAT(unknown.at(0).message, HasSubstr("urn:a, urn:b"));
  EXPECT_THAT(told(read(R"(,"managingOrganization":{"reference":"urn:uuid:o"})")),
              ElementsAre("warning unexpected-shape Bundle.entry[2].resource.identifier[0]"));
  EXPECT_THAT(read(R"(,"managingOrganization":{"identifier":{"system":"urn:b","value":"9"}})"), IsEmpty());
  EXPECT_THAT(read(""), IsEmpty());
}

TEST(FhirExpression, NamesThePlaceOfAPointer) {
  EXPECT_EQ(model::fhir_expression("/parameter/1"), "Parameters.parameter[1]");
  EXPECT_EQ(model::fhir_expression(""), "Bundle");
  EXPECT_EQ(model::fhir_expression("/entry/3/resource/code/coding/0"),
            "Bundle.entry[3].resource.code.coding[0]");
  EXPECT_EQ(model::fhir_expression("/entry/0/resource/address/1/_city"),
            "Bundle.entry[0].resource.address[1].city");
  EXPECT_EQ(model::fhir_expression("/entry/0/resource/occurrencePeriod/start"),
            "Bundle.entry[0].resource.occurrence.ofType(Period).start");
  EXPECT_EQ(model::fhir_expression("/entry/0/resource/effectiveDateTime"),
            "Bundle.entry[0].resource.effective.ofType(dateTime)");
}

TEST(FhirExpression, ShowsNoNameThatASenderInvented) {
  const auto shown = [](const std::string& pointer) { return model::shown_fhir_pointer(pointer); };
  for (const std::string pointer :
       {"", "/entry/3/resource/code/coding/0", "/entry/0/resource/address/1/_city",
        "/entry/0/resource/extension/0/valueBase64Binary", "/entry/1999999"})
    EXPECT_EQ(shown(pointer), pointer);
  for (const std::string name :
       {"RSSMRA80A01F205X", "rssmra80a01f205x", "12345678901", "Rossi", "a~1b", "", "_"})
    EXPECT_EQ(shown("/entry/0/" + name + "/modifierExtension/0"), "/entry/0") << name;
}

}  // namespace
}  // namespace raccordo::codecs
