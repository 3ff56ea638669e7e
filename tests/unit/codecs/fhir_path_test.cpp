// The subset of FHIRPath: what each step finds in a Bundle, and what is refused when a profile is loaded.
#include "codecs/fhir/fhir_path.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codecs/fhir/fhir_view.hpp"
#include "unit/codecs/fhir_documents.hpp"

namespace raccordo::codecs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kDocument =
    R"({"resourceType":"Bundle","type":"collection","timestamp":"2017-01-02T03:04:05Z","entry":[
 {"fullUrl":"https://asst.example/fhir/Patient/7","resource":{"resourceType":"Patient","id":"7","gender":"female",
  "meta":{"lastUpdated":"2017-05-01T00:00:00+02:00"},"deceasedBoolean":false,
  "address":[{"use":"temp","city":"Roma"},{"use":"home","city":"Bergamo","_city":{"extension":[
    {"url":"istat","valueCoding":{"code":"016024"}},{"url":"other","valueString":"x"}]}}],
  "_birthDate":{"extension":[{"url":"absent","valueCode":"unknown"}]},
  "name":[{"given":["Anna",null,"Maria"],"_given":[null,null,{"extension":[{"url":"use","valueCode":"second"}]}]}]}},
 {"fullUrl":"https://asst.example/fhir/EpisodeOfCare/1","resource":{"resourceType":"EpisodeOfCare","id":"1",
  "meta":{"lastUpdated":"2017-04-30T23:30:00Z"},
  "contained":[{"resourceType":"Organization","id":"o","identifier":[{"system":"fls","value":"030325"}]}],
  "patient":{"reference":"Patient/7"},"managingOrganization":{"reference":"#o"},
  "careManager":{"identifier":{"value":"logical"}},"account":[{"reference":"Account/9"}]}},
 {"fullUrl":"urn:uuid:AB","resource":{"resourceType":"ServiceRequest","status":"active","priority":"urgent",
  "occurrencePeriod":{"start":"2016-04-01"},"quantityQuantity":{"value":4.50},
  "subject":{"reference":"https://asst.example/fhir/Patient/7/_history/2"},"basedOn":[{"reference":"urn:uuid:ab"}]}},
 {"resource":{"resourceType":"ServiceRequest","id":"s2","status":"draft","occurrenceDateTime":"2016-05-01",
  "subject":{"reference":"Patient/7"}}}]})";

class FhirPathTest : public testing::Test {
 protected:
  FhirPathTest() : text_(kDocument) {
    EXPECT_FALSE(bundle_.open(text_, {64, 10'000}));
    record_ = bundle_.of_type("EpisodeOfCare").front();
  }
  std::vector<std::string> find(const std::string& path, std::uint32_t from = kNoJsonNode) {
    auto parsed = parse_fhir_path(path);
    if (!parsed) return {parsed.error().message};
    FhirView view(bundle_);
    view.point_to(record_, text_.size(), 0);
    std::vector<model::NodeId> nodes;
    view.select(FhirPath(std::move(parsed->expression)), from == kNoJsonNode ? record_ : from, nodes);
    std::vector<std::string> out;
    for (const auto node : nodes)
      out.emplace_back(view.text(node).value_or("(" + view.locate(node).path + ")"));
    misfits_ = view.misfits().size();
    return out;
  }
  std::string wrong(const std::string& path) {
    const auto parsed = parse_fhir_path(path);
    return parsed ? "(it compiles)" : parsed.error().message;
  }

  std::string text_;
  FhirBundle bundle_;
  std::uint32_t record_ = 0;
  std::size_t misfits_ = 0;
};

TEST_F(FhirPathTest, MembersReachThroughLists) {
  EXPECT_THAT(find("patient.resolve().address.city"), ElementsAre("Roma", "Bergamo"));
  EXPECT_THAT(find("patient.resolve().address[1].city"), ElementsAre("Bergamo"));
  EXPECT_THAT(find("patient.resolve().address.first().city"), ElementsAre("Roma"));
  EXPECT_THAT(find("patient.resolve().address.last().use"), ElementsAre("home"));
  EXPECT_THAT(find("patient.resolve().name.given"), ElementsAre("Anna", "Maria"));
  EXPECT_THAT(find("patient.resolve().address[2]"), IsEmpty());
}

TEST_F(FhirPathTest, ConditionsChoose) {
  EXPECT_THAT(find("patient.resolve().address.where(use = 'home').city"), ElementsAre("Bergamo"));
  EXPECT_THAT(find("patient.resolve().address.where(use = 'home' and city = 'Roma').city"), IsEmpty());
  EXPECT_THAT(find("patient.resolve().address.where(use = 'temp' or city = 'Bergamo').city"),
              ElementsAre("Roma", "Bergamo"));
  EXPECT_THAT(find("patient.resolve().address.where((use = 'x' or use = 'home') and city.exists()).city"),
              ElementsAre("Bergamo"));
  EXPECT_THAT(find("patient.resolve().address.where(period.empty() and use != 'temp').city"),
              ElementsAre("Bergamo"));
  EXPECT_THAT(find("patient.resolve().address.where(city.extension('istat').exists().not()).city"),
              ElementsAre("Roma"));
  EXPECT_THAT(find("patient.resolve().where(deceased = false).gender"), ElementsAre("female"));
  EXPECT_THAT(find("patient.resolve().gender.where($this = 'male')"), IsEmpty());
  EXPECT_THAT(find("patient.resolve().address.where(missing != 'x')"), IsEmpty())
      << "as in FHIRPath, nothing is neither equal nor unequal";
}

TEST_F(FhirPathTest, ExistenceIsAValue) {
  EXPECT_THAT(find("patient.resolve().address.exists()"), ElementsAre("true"));
  EXPECT_THAT(find("patient.resolve().telecom.exists()"), ElementsAre("false"));
  EXPECT_THAT(find("patient.resolve().address.exists(use = 'old')"), ElementsAre("false"));
  EXPECT_THAT(find("patient.resolve().telecom.empty()"), ElementsAre("true"));
}

TEST_F(FhirPathTest, ExtensionsOfValuesAndElements) {
  EXPECT_THAT(find("patient.resolve().address.city.extension('istat').value.code"), ElementsAre("016024"));
  EXPECT_THAT(find("patient.resolve().birthDate.extension('absent').valueCode"), ElementsAre("unknown"));
  EXPECT_THAT(find("patient.resolve().name.given.extension('use').value"), ElementsAre("second"));
  EXPECT_THAT(find("patient.resolve().address.city.extension('none').value"), IsEmpty());
}

TEST_F(FhirPathTest, ElementsWithAChoiceOfTypes) {
  const auto& requests = bundle_.of_type("ServiceRequest");
  EXPECT_THAT(find("occurrence.ofType(Period).start", requests[0]), ElementsAre("2016-04-01"));
  EXPECT_THAT(find("occurrence.ofType(dateTime)", requests[0]), IsEmpty());
  EXPECT_THAT(find("occurrence.ofType(dateTime)", requests[1]), ElementsAre("2016-05-01"));
  EXPECT_THAT(find("occurrenceDateTime", requests[1]), ElementsAre("2016-05-01"));
  EXPECT_THAT(find("quantity.value", requests[0]), ElementsAre("4.50"));
  EXPECT_THAT(find("prior", requests[0]), IsEmpty()) << "`priority` is no choice of types of `prior`";
  EXPECT_THAT(find("$root.id", requests[0]), ElementsAre("1"));
}

TEST_F(FhirPathTest, ReferencesLeadToResources) {
  EXPECT_THAT(find("managingOrganization.resolve().identifier.value"), ElementsAre("030325"));
  EXPECT_THAT(find("patient.resolve().ofType(Patient).gender"), ElementsAre("female"));
  EXPECT_EQ(misfits_, 0U);
  EXPECT_THAT(find("patient.resolve().ofType(Group)"), IsEmpty());
  EXPECT_EQ(misfits_, 1U) << "another type is a fault";
  EXPECT_THAT(find("account.resolve()"), IsEmpty());
  EXPECT_EQ(misfits_, 1U) << "a reference that leads nowhere is a fault";
  EXPECT_THAT(find("careManager.resolve()"), IsEmpty());
  EXPECT_EQ(misfits_, 0U) << "a logical reference is none";
  const auto& requests = bundle_.of_type("ServiceRequest");
  EXPECT_THAT(find("subject.resolve().gender", requests[0]), ElementsAre("female"))
      << "by a versioned address";
  EXPECT_THAT(find("basedOn.resolve().status", requests[0]), ElementsAre("active")) << "a circle is one step";
  EXPECT_EQ(bundle_.about(bundle_.of_type("Patient").front()).size(), 3U);
}

TEST_F(FhirPathTest, TheBundleAndItsNewestChange) {
  EXPECT_THAT(find("%bundle.timestamp"), ElementsAre("2017-01-02T03:04:05Z"));
  EXPECT_THAT(find("%bundle.ofType(ServiceRequest).status"), ElementsAre("active", "draft"));
  EXPECT_THAT(find("%bundle.where(status = 'draft').id"), ElementsAre("s2"));
  EXPECT_THAT(find("%lastUpdated"), ElementsAre("2017-04-30T23:30:00Z")) << "as instants, not as texts";
  EXPECT_THAT(find("EpisodeOfCare.id"), ElementsAre("1"));
  EXPECT_THAT(find("Patient.id"), IsEmpty());
}

TEST_F(FhirPathTest, AMemberOfATextIsAMisfit) {
  EXPECT_THAT(find("id.value"), IsEmpty());
  EXPECT_EQ(misfits_, 1U);
}

TEST_F(FhirPathTest, RefusesWhatLiesOutsideTheSubsetWithItsPlace) {
  EXPECT_THAT(wrong("identifier.count()"), HasSubstr("at character 12: the function `count()`"));
  EXPECT_THAT(wrong("a | b"), HasSubstr("at character 3: `|` is outside the subset"));
  EXPECT_THAT(wrong("a as Period"), HasSubstr("at character 3: `as` is outside the subset"));
  EXPECT_THAT(wrong("a.where(b > 'c')"), HasSubstr("at character 11: `)` is expected"));
  EXPECT_THAT(wrong("a.where('x')"), HasSubstr("= or != is expected"));
  EXPECT_THAT(wrong("a.extension(b)"), HasSubstr("`'` is expected"));
  EXPECT_THAT(wrong("a[-1]"), HasSubstr("an index from 0"));
  EXPECT_THAT(wrong("a['x']"), HasSubstr("an index from 0"));
  EXPECT_THAT(wrong("%context.a"), HasSubstr("only $root, $this, %bundle and %lastUpdated"));
  EXPECT_THAT(wrong("a.where(b = 'c"), HasSubstr("never closed"));
  EXPECT_THAT(wrong(""), HasSubstr("a name is expected"));
  EXPECT_THAT(wrong("a..b"), HasSubstr("a name is expected"));
  const std::string deep(100, '(');
  EXPECT_THAT(wrong("a.where(" + deep), HasSubstr("nested too deeply"));
}

TEST(FhirProfile, IsCheckedWhenItIsLoaded) {
  const auto faults = [](const std::string& yaml) {
    const auto profile = parse_profile(yaml, "profile.yaml");
    std::string all;
    if (!profile) {
      for (const auto& fault : profile.error())
        all += std::to_string(fault.line) + ": " + fault.message + "\n";
    }
    return all;
  };
  EXPECT_EQ(faults(fhir_profile()), "");
  EXPECT_THAT(faults(fhir_profile("  closed: {from: \"period.end.lower()\", type: date}\n")),
              HasSubstr("14: the selector `period.end.lower()` is wrong at character 12"));
  EXPECT_THAT(
      faults(fhir_profile("  plans:\n    each: {resource: CarePlan}\n    fields:\n      id: {from: id}\n")),
      HasSubstr("needs `resource`, a type, and `of`"));
  EXPECT_THAT(
      faults(fhir_profile("  plans:\n    each: {resource: carePlan, of: patient.resolve()}\n    fields:\n"
                          "      id: {from: id}\n")),
      HasSubstr("`resource` must be the name of a resource type"));
  EXPECT_THAT(faults(fhir_profile("  plans:\n    each: {resource: CarePlan, of: patient.resolve(), wher: x}\n"
                                  "    fields:\n      id: {from: id}\n")),
              HasSubstr("did you mean `where`"));
  auto lower = fhir_profile();
  lower.replace(lower.find("EpisodeOfCare"), 13, "$.entry[*]   ");
  EXPECT_THAT(faults(lower), HasSubstr("`records` of format fhir is the type of a resource"));
}

}  // namespace
}  // namespace raccordo::codecs
