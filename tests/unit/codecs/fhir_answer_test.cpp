// The answers to FHIR documents: what each outcome becomes, and where an issue stands.
#include "codecs/fhir/fhir_answer.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "base/json.hpp"
#include "codecs/fhir/fhir_format.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Outcome;

model::Issue issue(std::uint64_t record, IssueCode code, std::string pointer) {
  model::Issue out;
  out.record = record;
  out.code = code;
  out.at = {model::Place::Kind::fhir, std::move(pointer), 0};
  out.message = "what is wrong";
  return out;
}

DocumentAnswer answer_to(const std::string& type) {
  DocumentAnswer answer;
  answer.request = {{kBundleType, type}, {kEntryRecords, "1 1 2 2 0 3"}};
  answer.id = "01JD";
  answer.outcomes = {Outcome::accepted, Outcome::quarantined, Outcome::rejected};
  answer.public_url = "https://gateway.example";
  answer.words = {"all well",      "will be processed",  "was not read",
                  "of its record", "more are elsewhere", "Riga"};
  answer.issues = {issue(2, IssueCode::unmapped_code, "/entry/3/resource/code/coding/0"),
                   issue(3, IssueCode::unexpected_shape, "/entry/5/resource/subject"),
                   issue(1, IssueCode::duplicate_record, "")};
  return answer;
}

rapidjson::Document written(const DocumentAnswer& answer) {
  rapidjson::Document json;
  json.Parse(fhir_answers().write(answer).c_str());
  EXPECT_FALSE(json.HasParseError());
  return json;
}

TEST(FhirAnswer, ABatchHasAnAnswerForEachEntryInItsOrder) {
  const auto answer = answer_to("batch");
  EXPECT_EQ(fhir_answers().status(answer), 200);
  const auto json = written(answer);
  EXPECT_EQ(base::view(json["type"]), "batch-response");
  ASSERT_EQ(json["entry"].Size(), 6U);
  const std::vector<std::string> expected = {"201 Created",  "201 Created", "202 Accepted",
                                             "202 Accepted", "200 OK",      "422 Unprocessable Entity"};
  for (rapidjson::SizeType i = 0; i < 6; ++i)
    EXPECT_EQ(base::view(json["entry"][i]["response"]["status"]), expected[i]) << i;
  const auto& outcome = json["entry"][3]["response"]["outcome"]["issue"][0];
  EXPECT_EQ(base::view(outcome["code"]), "code-invalid");
  EXPECT_EQ(base::view(outcome["severity"]), "error");
  EXPECT_EQ(base::view(outcome["expression"][0]), "Bundle.entry[3].resource.code.coding[0]");
  EXPECT_EQ(base::view(outcome["details"]["coding"][0]["code"]), "unmapped-code");
  EXPECT_EQ(base::view(outcome["details"]["coding"][0]["system"]),
            "https://gateway.example/fhir/CodeSystem/issue");
  EXPECT_TRUE(json["entry"][0]["response"].HasMember("outcome")) << "an issue without an entry of its own";
  EXPECT_FALSE(json["entry"][2]["response"].HasMember("outcome"));
  EXPECT_TRUE(json["entry"][5]["response"].HasMember("outcome"));
}

TEST(FhirAnswer, ACollectionATrialAndARefusedTransactionGetAnOutcome) {
  auto answer = answer_to("collection");
  EXPECT_EQ(fhir_answers().status(answer), 201);
  EXPECT_EQ(written(answer)["issue"].Size(), 3U);
  answer = answer_to("batch");
  answer.is_dry_run = true;
  answer.status = 200;
  EXPECT_EQ(base::view(written(answer)["resourceType"]), "OperationOutcome");
  answer = answer_to("transaction");
  EXPECT_EQ(base::view(written(answer)["type"]), "transaction-response");
  answer.refused_whole = true;
  EXPECT_EQ(fhir_answers().status(answer), 422);
  EXPECT_EQ(base::view(written(answer)["resourceType"]), "OperationOutcome");
}

TEST(FhirAnswer, AnOutcomeIsNeverEmpty) {
  auto answer = answer_to("collection");
  answer.issues.clear();
  const auto json = written(answer);
  ASSERT_EQ(json["issue"].Size(), 1U);
  EXPECT_EQ(base::view(json["issue"][0]["severity"]), "information");
  EXPECT_EQ(base::view(json["issue"][0]["diagnostics"]), "all well");
  answer.status = 202;
  EXPECT_EQ(base::view(written(answer)["issue"][0]["diagnostics"]), "will be processed");
}

TEST(FhirAnswer, SaysWhatWasNotReadAndWhereMoreIssuesAre) {
  auto answer = answer_to("batch");
  answer.request.emplace_back(kEntriesUnread, "1 4 5");
  auto json = written(answer);
  for (const unsigned entry : {1U, 4U}) {
    const auto& told = json["entry"][entry]["response"]["outcome"]["issue"][0];
    EXPECT_EQ(base::view(told["severity"]), "information") << entry;
    EXPECT_NE(base::view(told["diagnostics"]).find("was not read"), std::string_view::npos) << entry;
  }
  EXPECT_EQ(json["entry"][5]["response"]["outcome"]["issue"].Size(), 1U) << "it has its own issue";
  answer.issues_truncated = true;
  answer.issues.pop_back();
  answer.issues.pop_back();
  json = written(answer);
  const auto& refused = json["entry"][5]["response"]["outcome"]["issue"];
  EXPECT_EQ(base::view(refused[refused.Size() - 1]["code"]), "incomplete");
  answer.request = {{kBundleType, "collection"}};
  json = written(answer);
  const auto& last = json["issue"][json["issue"].Size() - 1];
  EXPECT_EQ(base::view(last["code"]), "incomplete");
  EXPECT_EQ(base::view(last["diagnostics"]), "more are elsewhere");
}

TEST(FhirAnswer, AnIssueOfALineSaysWhichLine) {
  auto answer = answer_to("collection");
  answer.issues = {issue(1, IssueCode::bad_date, "/entry/0/resource/birthDate")};
  answer.issues[0].at.number = 3;
  EXPECT_EQ(base::view(written(answer)["issue"][0]["diagnostics"]), "Riga 3: what is wrong");
}

TEST(FhirAnswer, EveryCodeHasATypeOfFhir) {
  for (std::size_t i = 0; i < model::kIssueCodes; ++i)
    EXPECT_FALSE(fhir_issue_type(static_cast<IssueCode>(i)).empty());
}

}  // namespace
}  // namespace raccordo::codecs
