#include "app/http/problem_answer.hpp"

#include <gtest/gtest.h>

#include "app/problem/error_catalogue.hpp"
#include "app/problem/problem.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kUrl = "https://r.example";

rapidjson::Document body_of(const net::Response& response) {
  rapidjson::Document json;
  json.Parse(response.body.c_str());
  EXPECT_FALSE(json.HasParseError()) << response.body;
  return json;
}

std::string header_of(const net::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST(Problem, HasTheMembersOfRfc9457AndExtensions) {
  const auto response = to_response({"unknown-client", "Not listed."}, "R-1", "/v1/whoami", kUrl);
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(header_of(response, "content-type"), "application/problem+json");
  const auto json = body_of(response);
  EXPECT_EQ(base::view(json["type"]), "https://r.example/errors/unknown-client");
  EXPECT_FALSE(base::view(json["title"]).empty());
  EXPECT_EQ(json["status"].GetInt(), 403);
  EXPECT_EQ(base::view(json["detail"]), "Not listed.");
  EXPECT_EQ(base::view(json["instance"]), "/v1/whoami");
  EXPECT_EQ(base::view(json["code"]), "unknown-client");
  EXPECT_EQ(base::view(json["request_id"]), "R-1");
  EXPECT_EQ(base::view(json["retry"]), "no");
  EXPECT_TRUE(json["errors"].Empty());
  EXPECT_FALSE(json.HasMember("receipt"));
}

TEST(Problem, IsAnOutcomeBelowFhirWhateverItsCode) {
  for (const auto& page : all_errors()) {
    if (page.status == 0) continue;
    for (const auto* path : {"/fhir", "/fhir/$validate"}) {
      for (const auto language : {Language::en, Language::it}) {
        const auto response = to_response({page.code, "the detail"}, "R", path, kUrl, language);
        EXPECT_EQ(response.status, page.status) << page.code;
        EXPECT_EQ(header_of(response, "content-type"), "application/fhir+json") << page.code;
        EXPECT_EQ(header_of(response, "content-language"), tag(language));
        const auto json = body_of(response);
        EXPECT_EQ(base::view(json["resourceType"]), "OperationOutcome");
        const auto& issue = json["issue"][0];
        EXPECT_EQ(base::view(issue["details"]["coding"][0]["code"]), page.code);
        EXPECT_EQ(base::view(issue["details"]["text"]), page.title.in(language));
        const std::string italian = std::string(page.text.it) + " technical: the detail";
        EXPECT_EQ(base::view(issue["diagnostics"]), language == Language::en ? "the detail" : italian);
      }
    }
  }
  EXPECT_EQ(header_of(to_response({"not-found", ""}, "R", "/fhirst", kUrl), "content-type"),
            "application/problem+json");
}

TEST(Problem, RendersEveryRequestErrorOfTheCatalogueWithItsStatus) {
  for (const auto& page : all_errors()) {
    if (page.status == 0) continue;
    const auto response = to_response({page.code, ""}, "R", "", kUrl);
    EXPECT_EQ(response.status, page.status) << page.code;
    const auto json = body_of(response);
    EXPECT_EQ(base::view(json["detail"]), page.text.en) << page.code;
    EXPECT_FALSE(json.HasMember("instance")) << page.code;
  }
}

TEST(Problem, ShowsIssuesAndTheReceiptOfATruncatedDocument) {
  Problem problem{"truncated-document", "Cut."};
  problem.errors.emplace_back();
  problem.errors[0].code = model::IssueCode::truncated_document;
  problem.errors[0].at = {model::Place::Kind::xml, "/a/b", 7};
  problem.receipt = R"({"id":"X"})";
  const auto json = body_of(to_response(problem, "R", "/p", kUrl));
  ASSERT_EQ(json["errors"].Size(), 1U);
  EXPECT_EQ(base::view(json["errors"][0]["code"]), "truncated-document");
  EXPECT_EQ(json["errors"][0]["at"]["line"].GetInt(), 7);
  EXPECT_EQ(base::view(json["receipt"]["id"]), "X");
}

TEST(Problem, HasRetryAfterIfARetryMayHelp) {
  EXPECT_EQ(header_of(to_response({"overloaded", "", {}, "", 3}, "R", "", kUrl), "retry-after"), "3");
  EXPECT_NE(header_of(to_response({"overloaded", ""}, "R", "", kUrl), "retry-after"), "");
  EXPECT_EQ(header_of(to_response({"not-found", ""}, "R", "", kUrl), "retry-after"), "");
}

TEST(Problem, AnswersAnUnknownCodeAsAnInternalError) {
  EXPECT_EQ(to_response({"no-such-code", ""}, "R", "", kUrl).status, 500);
}

TEST(Problem, EscapesValuesOfTheCaller) {
  const auto json = body_of(to_response({"not-found", "\"\\\n"}, "a\"b", "/\x01", kUrl));
  EXPECT_EQ(base::view(json["request_id"]), "a\"b");
  EXPECT_EQ(base::view(json["detail"]), "\"\\\n");
}

TEST(Problem, ListsFaultsOfATableWithRowAndColumnUpToAThousand) {
  Problem problem{"bad-table", "detail"};
  const auto rendered = [&](std::size_t faults) {
    problem.faults.assign(faults, {"", 3, "message", "status"});
    rapidjson::Document document;
    document.Parse(to_response(problem, "id", "/v1/tables/a/b", "https://x").body.c_str());
    return document;
  };
  const auto one = rendered(1);
  const auto& fault = one["errors"][0];
  EXPECT_EQ(fault["at"]["row"].GetInt(), 3);
  EXPECT_EQ(base::view(fault["at"]["column"]), "status");
  EXPECT_EQ(base::view(fault["code"]), "bad-table");
  EXPECT_FALSE(fault.HasMember("file"));
  EXPECT_FALSE(rendered(1000).HasMember("errors_truncated"));
  const auto many = rendered(1001);
  EXPECT_EQ(many["errors"].Size(), 1000U);
  EXPECT_TRUE(many["errors_truncated"].GetBool());
}

TEST(Problem, CodeAloneHasNoErrorsReceiptOrPause) {
  const Problem problem{"not-found", "There is none."};
  EXPECT_TRUE(problem.errors.empty() && problem.faults.empty() && problem.members.empty());
  EXPECT_EQ(problem.receipt, "");
  EXPECT_EQ(problem.retry_after, 0);
  EXPECT_EQ(problem.places, Problem::Places::rows);
}

TEST(Problem, PlaceOfAFaultIsAPointerInJsonAndLeftOutIfUnknown) {
  Problem problem{"bad-table", "detail"};
  problem.faults = {{"", 0, "m", "/group/0/target"}, {"", 0, "m", ""}};
  problem.places = Problem::Places::pointers;
  const auto json = body_of(to_response(problem, "R", "/v1/tables/a/b", kUrl));
  EXPECT_EQ(base::view(json["errors"][0]["at"]["pointer"]), "/group/0/target");
  EXPECT_FALSE(json["errors"][0]["at"].HasMember("column"));
  EXPECT_FALSE(json["errors"][0]["at"].HasMember("row"));
  EXPECT_FALSE(json["errors"][1].HasMember("at"));
}

TEST(Problem, IsAnOperationOutcomeBelowFhirOnly) {
  const Problem problem{"not-found", "There is none."};
  for (const auto* path : {"/fhir", "/fhir/ConceptMap/x"}) {
    const auto answer = to_response(problem, "R", path, kUrl);
    EXPECT_EQ(header_of(answer, "content-type"), "application/fhir+json") << path;
    EXPECT_EQ(base::view(body_of(answer)["resourceType"]), "OperationOutcome") << path;
    EXPECT_EQ(answer.status, 404);
  }
  for (const auto* path : {"/fhirs", "/v1/fhir", ""}) {
    EXPECT_EQ(header_of(to_response(problem, "R", path, kUrl), "content-type"), "application/problem+json")
        << path;
  }
}

TEST(Problem, IncludesFurtherMembers) {
  Problem problem{"version-conflict", "detail"};
  problem.members = {{"conflict", "{\"version\":8}"}};
  rapidjson::Document document;
  document.Parse(to_response(problem, "id", "/x", "https://x").body.c_str());
  EXPECT_EQ(document["conflict"]["version"].GetInt(), 8);
  EXPECT_EQ(document["status"].GetInt(), 412);
}

TEST(Problem, SaysEachFaultOfATableInItalianWithTheEnglishBesideIt) {
  const std::string english = "the file is empty; its first line must name the columns";
  const Problem problem{"bad-table", "One fault.", {}, "", 0, {{"", 1, english, ""}}};
  const auto json = body_of(to_response(problem, "R", "/v1/tables/a/b", kUrl, Language::it));
  EXPECT_EQ(base::view(json["errors"][0]["message"]),
            "il file è vuoto; la prima riga deve avere i nomi delle colonne");
  EXPECT_EQ(base::view(json["errors"][0]["technical"]), english);
  const auto in_english = body_of(to_response(problem, "R", "/v1/tables/a/b", kUrl));
  EXPECT_EQ(base::view(in_english["errors"][0]["message"]), english);
}

TEST(Problem, IsInItalianWithTheEnglishDetailBesideIt) {
  Problem problem{"bad-table", "Two rows are wrong.", {}, "", 0, {{"", 3, "no such code", "target_code"}}};
  const auto answer = to_response(problem, "R", "/v1/tables/a/b", kUrl, Language::it);
  EXPECT_EQ(header_of(answer, "content-language"), "it");
  EXPECT_EQ(header_of(answer, "vary"), "Accept-Language");
  const auto json = body_of(answer);
  const auto* page = find_error("bad-table");
  EXPECT_EQ(base::view(json["title"]), page->title.it);
  EXPECT_EQ(base::view(json["detail"]), page->text.it);
  EXPECT_EQ(base::view(json["technical"]), "Two rows are wrong.");
  EXPECT_EQ(base::view(json["errors"][0]["message"]), page->title.it);
  EXPECT_EQ(base::view(json["errors"][0]["technical"]), "no such code");
  const auto english = to_response(problem, "R", "/v1/tables/a/b", kUrl);
  EXPECT_EQ(header_of(english, "content-language"), "en");
  EXPECT_FALSE(body_of(english).HasMember("technical"));
}

}  // namespace
}  // namespace raccordo::app
