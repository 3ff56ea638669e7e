// What the handlers of /fhir share: negotiation, parameters, refusals and pages.
#include "app/http/fhir_requests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/app/service_scene.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

class FhirRequestsTest : public testing::Test, protected ServiceScene {
 protected:
  Request request(const std::string& method, const std::string& query, Headers headers = {}) const {
    Request request;
    request.tables = home_.tables;
    request.head.method = method;
    request.head.path = "/fhir/ConceptMap";
    request.head.query = query;
    request.head.headers = std::move(headers);
    request.query = *parse_query(query);
    return request;
  }
  /// What a handler behind the negotiation answers: 200 if it is called.
  net::Response negotiated(const Request& asked) {
    const auto handler = fhir_handler([](Service&, const Request&, const std::string& body) {
      return fhir_response("{\"got\":\"" + body + "\"}");
    });
    return handler(service(), asked, "body");
  }
  int status_of(const std::string& query, const std::string& accept) {
    Headers headers;
    if (!accept.empty()) headers.emplace_back("accept", accept);
    return negotiated(request("GET", query, headers)).status;
  }
  static std::string header(const net::Response& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers) {
      if (key == name) return value;
    }
    return "";
  }
};

TEST_F(FhirRequestsTest, JsonIsGivenToWhoeverAcceptsIt) {
  const auto answer = negotiated(request("GET", ""));
  EXPECT_EQ(answer.body, R"({"got":"body"})");
  EXPECT_EQ(header(answer, "content-type"), "application/fhir+json");
  EXPECT_EQ(header(answer, "vary"), "Accept");
  for (const auto* accept : {"", "*/*", "application/fhir+json", "application/json;q=0.1", "text/json",
                             "text/html, application/*;q=0.5"}) {
    EXPECT_EQ(status_of("", accept), 200) << accept;
  }
  for (const auto* accept : {"application/fhir+xml", "text/html", "application/fhir+json;q=0"}) {
    EXPECT_EQ(status_of("", accept), 406) << accept;
  }
}

TEST_F(FhirRequestsTest, FormatInTheQueryComesBeforeAccept) {
  for (const auto* format : {"json", "JSON", "application/fhir+json", "application/fhir%2Bjson", "text/json",
                             "application/json;fhirVersion=4.0"}) {
    EXPECT_EQ(status_of(std::string("_format=") + format, "text/html"), 200) << format;
  }
  for (const auto* format : {"xml", "application/fhir%2Bxml", "ttl", "jsonx", "%00", ";"}) {
    EXPECT_EQ(status_of(std::string("_format=") + format, "application/fhir+json"), 406) << format;
  }
  EXPECT_THAT(negotiated(request("GET", "_format=xml")).body, HasSubstr("\"OperationOutcome\""));
}

TEST_F(FhirRequestsTest, ParametersComeFromTheQueryAndFromThePostedResource) {
  const auto of_get = parameters_of(request("GET", "code=SAD&system=x"), "ignored");
  ASSERT_TRUE(of_get);
  EXPECT_EQ(fhir::text_of(*of_get, {"code"}), "SAD");
  const auto of_post =
      parameters_of(request("POST", "url=u", {{"content-type", " Application/FHIR+json ; charset=utf-8"}}),
                    R"({"resourceType":"Parameters","parameter":[{"name":"code","valueCode":"SAD"}]})");
  ASSERT_TRUE(of_post);
  EXPECT_EQ(fhir::text_of(*of_post, {"url"}), "u");
  EXPECT_EQ(fhir::text_of(*of_post, {"code"}), "SAD");
}

TEST_F(FhirRequestsTest, BodyOfAnotherTypeIsRefusedWithWhatWasSent) {
  const auto answer = parameters_of(request("POST", "", {{"content-type", "text/csv"}}), "a,b");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().status, 415);
  EXPECT_THAT(answer.error().body, HasSubstr("text/csv"));
  EXPECT_EQ(parameters_of(request("POST", ""), "{}").error().status, 415) << "without Content-Type";
}

TEST_F(FhirRequestsTest, MalformedAndHostileBodiesAreRefusedWithTheirPlaces) {
  const auto refused = [&](const std::string& body) {
    const auto answer = parameters_of(request("POST", "", {{"content-type", "application/json"}}), body);
    EXPECT_FALSE(answer) << body.substr(0, 40);
    return answer ? net::Response{} : answer.error();
  };
  for (const auto& body :
       {std::string(), std::string("{"), std::string("[]"), std::string("null"), std::string(200'000, '['),
        std::string("{\"resourceType\":\"Bundle\"}"), std::string("\xFF\xFE"),
        "{\"resourceType\":\"Parameters\",\"a\":" + std::string(9'000, '[')}) {
    EXPECT_EQ(refused(body).status, 400) << body.substr(0, 40);
  }
  const auto answer =
      refused(R"({"resourceType":"Parameters","parameter":[{"name":"code"},{"valueCode":"x"}]})");
  EXPECT_THAT(answer.body, HasSubstr("\"OperationOutcome\""));
  EXPECT_THAT(answer.body, HasSubstr("/parameter/0: "));
  EXPECT_THAT(answer.body, HasSubstr("/parameter/1: "));
  EXPECT_EQ(header(answer, "content-type"), "application/fhir+json");
}

TEST_F(FhirRequestsTest, NumbersOfASearchAreWholeOrNothing) {
  const auto number = [&](const std::string& text) {
    Request asked;
    asked.query = {{"_count", text}};
    return search_number(asked, "_count", 50);
  };
  EXPECT_EQ(number(""), 50U);
  EXPECT_EQ(number("0"), 0U);
  EXPECT_EQ(number("10"), 10U);
  for (const auto* wrong : {"-1", "+1", "1e3", " 5", "5 ", "ten", "0x10", "99999999999999999999999", "1.0"}) {
    EXPECT_EQ(number(wrong), std::nullopt) << wrong;
  }
  EXPECT_EQ(search_number(Request(), "_offset", 0), 0U);
}

TEST_F(FhirRequestsTest, NextPageKeepsTheOtherParametersAsTheyWereSent) {
  const auto address = [&](const std::string& query) { return next_page(request("GET", query), 10, 20); };
  const auto begin = home_.tables->book().config.public_url + "/fhir/ConceptMap?";
  EXPECT_EQ(address(""), begin + "_count=10&_offset=20");
  EXPECT_EQ(address("_count=5&name=a%26b&_offset=3"), begin + "name=a%26b&_count=10&_offset=20");
  EXPECT_EQ(address("&name=x&"), begin + "name=x&_count=10&_offset=20");
}

TEST_F(FhirRequestsTest, PublisherIsThatOfTheConfiguration) {
  const auto publisher = publisher_of(service(), request("GET", ""));
  EXPECT_EQ(publisher.public_url, home_.tables->book().config.public_url);
  EXPECT_THAT(publisher.date, testing::MatchesRegex("20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]"));
}

TEST_F(FhirRequestsTest, RoutesOfCodesAskForACertificate) {
  RouteTable table;
  add_fhir_code_routes(table);
  ASSERT_FALSE(table.empty());
  for (const auto& route : table) {
    EXPECT_TRUE(route.pattern.starts_with("/fhir/")) << route.pattern;
    EXPECT_NE(route.access, Access::open) << route.pattern;
    EXPECT_TRUE(route.handler) << route.pattern;
  }
}

}  // namespace
}  // namespace raccordo::app
