// A person is identified with consent only, and counted by a number of the record's own without an
// identifier.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;

constexpr std::string_view kHead =
    "source: prova\nformat: json\nrecords: $.reports[*]\nfields:\n"
    "  record_id: {from: $.id}\n  owner: {from: $.comune, type: istat}\n  opened: {from: $.dal, type: date}\n"
    "  person:\n    first_of: [$.cf, $.stp, {from: $.id, type: local-id}]\n    type: person-id\n";

DecodedRecord read(const std::string& members, const std::string& consent = "{from: $.consent}") {
  const auto profile = test_profile(std::string(kHead) + "    consent: " + consent + "\n");
  return decode(profile, R"({"reports":[{"id":"r-1","comune":"016024","dal":"2017-03-01",)" + members + "}]}")
      .records.at(0);
}

/// The identifier is neither a value nor in a message.
void expect_refused(const DecodedRecord& record, const std::string& place) {
  const auto* issue = record.issue(IssueCode::consent_missing);
  ASSERT_NE(issue, nullptr);
  EXPECT_EQ(issue->severity, model::Severity::error);
  EXPECT_EQ(issue->field, "person.id");
  EXPECT_EQ(issue->at.path, place);
  EXPECT_EQ(record.value("person.id"), "(absent)");
  EXPECT_EQ(record.value("person.id_type"), "(absent)");
  for (const auto& each : record.issues) {
    EXPECT_EQ(each.message.find("RSSMRA"), std::string::npos);
    EXPECT_NE(each.code, IssueCode::missing_field) << "a consequence, not a cause";
  }
}

TEST(Consent, LetsAnIdentifierPass) {
  const auto record = read(R"("cf":"RSSMRA80A01F205X","consent":true)");
  EXPECT_TRUE(record.issues.empty());
  EXPECT_EQ(record.value("person.id_type"), "fiscal-code");
  EXPECT_EQ(record.value("person.id"), "RSSMRA80A01F205X");
  EXPECT_EQ(read(R"("stp":"STP0300000000001","consent":true)").value("person.id_type"), "stp");
}

TEST(Consent, IsMissingUnlessItIsTheWordTrue) {
  for (const auto* consent : {R"("consent":false)", R"("consent":"true")", R"("consent":null)",
                              R"("consent":1)", R"("consent":"")", R"("altro":true)"})
    expect_refused(read(std::string(R"("cf":"RSSMRA80A01F205X",)") + consent), "/reports/0/cf");
  expect_refused(read(R"("stp":"STP0300000000001","consent":false)"), "/reports/0/stp");
}

TEST(Consent, InAnUnexpectedShapeIsReportedAndMissing) {
  const auto record = read(R"("cf":"RSSMRA80A01F205X","consent":{"given":true})");
  EXPECT_NE(record.issue(IssueCode::consent_missing), nullptr);
  EXPECT_NE(record.issue(IssueCode::unexpected_shape), nullptr);
}

TEST(Consent, IsOneAnswer) {
  const std::string several = "{from: \"$.consents[*]\"}";
  EXPECT_EQ(read(R"("cf":"RSSMRA80A01F205X","consents":[true])", several).value("person.id"),
            "RSSMRA80A01F205X");
  EXPECT_NE(
      read(R"("cf":"RSSMRA80A01F205X","consents":[true,false])", several).issue(IssueCode::consent_missing),
      nullptr);
}

TEST(Consent, IsNotNeededWithoutAnIdentifier) {
  for (const auto* members : {R"("consent":false)", R"("cf":"","consent":false)", R"("cf":null)"}) {
    const auto record = read(members);
    EXPECT_TRUE(record.issues.empty()) << members;
    EXPECT_EQ(record.value("person.id_type"), "local");
    EXPECT_EQ(record.value("person.id"), "r-1");
  }
}

TEST(Consent, DoesNotHideAnotherFaultOfTheIdentifier) {
  const auto record = read(R"("cf":"RSSMRA","consent":false)");
  EXPECT_NE(record.issue(IssueCode::consent_missing), nullptr);
  EXPECT_NE(record.issue(IssueCode::bad_fiscal_code), nullptr);
}

TEST(Consent, MayBeGivenByWordsOfTheSource) {
  const std::string words = "{from: $.consent, given: [si, S]}";
  for (const auto* word : {"si", "SI", " s "})
    EXPECT_EQ(
        read(R"("cf":"RSSMRA80A01F205X","consent":")" + std::string(word) + "\"", words).value("person.id"),
        "RSSMRA80A01F205X")
        << word;
  for (const auto* word : {"no", "forse", "sii", "true"})
    EXPECT_NE(read(R"("cf":"RSSMRA80A01F205X","consent":")" + std::string(word) + "\"", words)
                  .issue(IssueCode::consent_missing),
              nullptr)
        << word;
}

TEST(Consent, OfCsvIsTheTextTrueOrAWord) {
  const auto profile = test_profile(
      "source: prova\nformat: csv\nfields:\n  record_id: {from: id}\n  owner: {from: comune, type: istat}\n"
      "  opened: {from: dal, type: date}\n  person: {first_of: [cf, {from: id, type: local-id}], type: "
      "person-id,"
      " consent: {from: ok}}\n");
  const auto read_row = [&](const std::string& row) {
    return decode(profile, "id,comune,dal,cf,ok\n" + row + "\n").records.at(0);
  };
  EXPECT_EQ(read_row("1,016024,2017-03-01,RSSMRA80A01F205X,TRUE").value("person.id"), "RSSMRA80A01F205X");
  EXPECT_NE(read_row("1,016024,2017-03-01,RSSMRA80A01F205X,si").issue(IssueCode::consent_missing), nullptr);
  EXPECT_EQ(read_row("1,016024,2017-03-01,,").value("person.id_type"), "local");
}

}  // namespace
}  // namespace raccordo::codecs
