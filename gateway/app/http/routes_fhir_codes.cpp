#include "app/http/fhir_requests.hpp"
#include "fhir/lookup.hpp"

namespace raccordo::app {
namespace {

const std::vector<std::string_view> kLookupNames = {"url",  "system",          "code",   "version",
                                                    "date", "displayLanguage", "_format"};
const std::vector<std::string_view> kExpandNames = {"url",  "filter",     "count",           "offset",
                                                    "date", "activeOnly", "displayLanguage", "_format"};

net::Response answer_lookup(Service& service, const Request& request, const std::string& body) {
  const auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  const auto question = fhir::lookup_question(*parameters);
  if (!question) return refuse(request, question.error());
  auto found = fhir::look_up(request.tables->book().scheme, *question, publisher_of(service, request));
  if (!found) return not_found(request, "The shared scheme has no such system, version or code.");
  return fhir_response(std::move(*found));
}

net::Response answer_validate(Service&, const Request& request, const std::string& body) {
  const auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  const auto question = fhir::validate_question(*parameters);
  if (!question) return refuse(request, question.error());
  return fhir_response(fhir::validate_code(request.tables->book().scheme, *question));
}

net::Response answer_expand(Service& service, const Request& request, const std::string& body) {
  auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  if (const auto id = request.path.find("id"); id != request.path.end()) {
    parameters->insert(parameters->begin(),
                       {"url", request.config().public_url + "/fhir/ValueSet/" + id->second, {}});
  }
  const auto question = fhir::expand_question(*parameters);
  if (!question) return refuse(request, question.error());
  auto found = fhir::expand(request.tables->book().scheme, *question, publisher_of(service, request));
  if (!found)
    return not_found(request, "The shared scheme has no such system; GET /fhir/CodeSystem lists them.");
  return fhir_response(std::move(*found));
}

}  // namespace

void add_fhir_code_routes(RouteTable& table) {
  using Names = std::vector<std::string_view>;
  const auto add = [&](const std::string& method, const std::string& pattern, const Handler& handler,
                       Lane lane, Names query) {
    table.push_back(Route{method, pattern, Access::any_client, {}, fhir_handler(handler)}.in(lane).knowing(
        std::move(query)));
  };
  const auto operation = [&](const std::string& pattern, const Handler& handler, const Names& query) {
    add("GET", pattern, handler, Lane::requests, query);
    add("POST", pattern, handler, Lane::requests, query);
  };
  auto validate = kLookupNames;
  validate.push_back("display");
  operation("/fhir/CodeSystem/$lookup", answer_lookup, kLookupNames);
  operation("/fhir/CodeSystem/$validate-code", answer_validate, validate);
  operation("/fhir/ValueSet/$expand", answer_expand, kExpandNames);
  operation("/fhir/ValueSet/{id}/$expand", answer_expand, kExpandNames);
}

}  // namespace raccordo::app
