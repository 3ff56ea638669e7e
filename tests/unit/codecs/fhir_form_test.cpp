// FHIR Bundles whose form says more than their resources: cases taken back, ended cases, transactions as
// lines, Parameters around a Bundle.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(FhirExpression, NamesThePlaceOfAPointer) {
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
