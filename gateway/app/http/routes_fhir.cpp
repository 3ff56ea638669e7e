#include <algorithm>
#include <array>

#include "app/http/routes.hpp"
#include "app/problem/error_catalogue.hpp"
#include "base/text.hpp"
#include "fhir/capability.hpp"
#include "fhir/code_system.hpp"
#include "fhir/concept_map.hpp"
#include "fhir/outcome.hpp"
#include "fhir/translate.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

/// Of R4, and of R5 where the names differ.
const std::vector<std::string_view> kTranslateNames = {
    "url",  "code",       "system",      "source",     "target",       "targetsystem", "reverse",
    "date", "sourceCode", "sourceScope", "targetCode", "targetSystem", "targetScope",  "sourceSystem"};
constexpr std::string_view kFhirJson = "application/fhir+json";
constexpr std::array<std::string_view, 3> kOffers = {kFhirJson, "application/json", "text/json"};

fhir::Publisher publisher_of(const Service& service, const Request& request) {
  const auto& config = request.config();
  return {config.public_url, config.catalog.publisher, to_string(base::local_date(service.clock.now()))};
}

net::Response fhir_response(std::string json) {
  return {200, {{"content-type", std::string(kFhirJson)}, {"vary", "Accept"}}, std::move(json)};
}

/// What is wrong with the body or the parameters, each with its place.
net::Response refuse(const Request& request, const fhir::Remarks& remarks) {
  const auto* page = find_error("bad-request");
  const auto address = request.config().public_url + "/errors/bad-request";
  return {page->status,
          {{"content-type", std::string(kFhirJson)}},
          fhir::write_outcome({page->status, page->code, page->title_en, "", address}, remarks)};
}

/// Whether JSON is asked for: `_format` wins over Accept (FHIR R4, section 3.1.0.1.11).
bool accepts_json(const Request& request) {
  const auto format = request.asked("_format");
  if (format.empty()) return intake::negotiate(request.head.header("accept"), kOffers).has_value();
  const auto plain = base::to_lower_ascii(format.substr(0, format.find(';')));
  // A `+` in a query is a blank: `_format=application/fhir+json` as most clients write it.
  return plain == "json" || plain == "application/fhir json" ||
         std::find(kOffers.begin(), kOffers.end(), plain) != kOffers.end();
}

/// A handler behind the negotiation that all of /fhir shares.
Handler fhir_handler(Handler answer) {
  return [answer = std::move(answer)](Service& service, const Request& request, const std::string& body) {
    if (accepts_json(request)) return answer(service, request, body);
    return problem_response(request, {"not-acceptable", "FHIR resources come as application/fhir+json."});
  };
}

std::vector<fhir::ActiveMap> maps_of(const Request& request) {
  std::vector<fhir::ActiveMap> out;
  for (const auto& [name, source] : request.tables->sources()) {
    for (const auto& [table, value] : source.tables.tables()) {
      out.push_back({value.get(), request.tables->code_system(name, table)});
    }
  }
  return out;
}

const mapping::Table* table_of(const Request& request, std::string_view id) {
  const auto point = id.find('.');
  const auto* source = point == std::string_view::npos ? nullptr : request.tables->find(id.substr(0, point));
  return source ? source->tables.find(id.substr(point + 1)) : nullptr;
}

fhir::ConceptMapHead head_of(const Service& service, const Request& request, const mapping::Table& table) {
  const auto* rules = request.tables->book().find(table.source());
  fhir::ConceptMapHead head;
  head.publisher = publisher_of(service, request);
  head.title = (rules ? rules->profile.title() : table.source()) + ": " + table.name();
  head.code_system = request.tables->code_system(table.source(), table.name());
  return head;
}

/// The parameters of an operation: of the query, and of a posted Parameters resource.
base::Result<fhir::Parameters, net::Response> parameters_of(const Request& request, const std::string& body) {
  fhir::Parameters out;
  for (const auto& [name, value] : request.query) out.push_back({name, value, {}});
  if (request.head.method != "POST") return out;
  const auto type = request.head.header("content-type");
  const auto plain = base::to_lower_ascii(base::trim(type.substr(0, type.find(';'))));
  if (std::find(kOffers.begin(), kOffers.end(), plain) == kOffers.end()) {
    return problem_response(
        request, {"unsupported-media-type",
                  "Send a Parameters resource as application/fhir+json; " +
                      intake::sent_words("Content-Type", request.head.header("content-type")) + "."});
  }
  auto posted = fhir::read_parameters(body);
  if (!posted) return refuse(request, posted.error());
  std::move(posted->begin(), posted->end(), std::back_inserter(out));
  return out;
}

net::Response answer_metadata(Service& service, const Request& request, const std::string&) {
  const auto publisher = publisher_of(service, request);
  if (request.asked("mode") != "terminology") {
    return fhir_response(fhir::write_capabilities(publisher, RACCORDO_VERSION));
  }
  auto systems = fhir::scheme_systems(request.tables->book().scheme);
  for (const auto& map : maps_of(request)) systems.push_back(fhir::table_id(*map.table));
  return fhir_response(fhir::write_terminology_capabilities(publisher, RACCORDO_VERSION, systems));
}

net::Response answer_translate(Service& service, const Request& request, const std::string& body) {
  auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  const auto url = [&](std::string_view id) {
    return fhir::concept_map_url(request.config().public_url, id);
  };
  if (const auto id = request.path.find("id"); id != request.path.end()) {
    parameters->insert(parameters->begin(), {"url", url(id->second), {}});
  }
  const auto question = fhir::translate_question(*parameters);
  if (!question) return refuse(request, question.error());
  if (!question->map.empty() && table_of(request, question->map) == nullptr) {
    return not_found(request, "There is no such ConceptMap; GET /fhir/ConceptMap lists them.");
  }
  return fhir_response(fhir::translate(*question, maps_of(request), request.tables->book().scheme,
                                       publisher_of(service, request)));
}

net::Response answer_map(Service& service, const Request& request, const std::string& body) {
  const auto& id = request.parameter("id");
  if (id == "$translate") {  // percent-encoded by the client
    auto plain = request;
    plain.path.clear();
    return answer_translate(service, plain, body);
  }
  const auto* table = table_of(request, id);
  if (table == nullptr)
    return not_found(request, "There is no such ConceptMap; GET /fhir/ConceptMap lists them.");
  return fhir_response(
      fhir::write_concept_map(*table, head_of(service, request, *table), request.tables->book().scheme).json);
}

/// True if the search names no `name`, or this very resource's id by an address.
bool fits(const Request& request, std::string_view name, std::string_view id,
          std::optional<std::string_view> (*id_of)(std::string_view)) {
  const auto asked = request.asked(name);
  return asked.empty() || id_of(asked) == id;
}

net::Response searchset(const Request& request, const std::vector<fhir::Entry>& entries) {
  auto self = request.config().public_url + request.head.path;
  if (!request.head.query.empty()) self += "?" + request.head.query;
  return fhir_response(fhir::write_searchset(entries, self));
}

net::Response search_maps(Service& service, const Request& request, const std::string&) {
  std::vector<fhir::Entry> entries;
  for (const auto& map : maps_of(request)) {
    const auto id = fhir::table_id(*map.table);
    if (!fits(request, "url", id, fhir::id_of_concept_map) ||
        !fits(request, "source-system", id, fhir::id_of_code_system) ||
        !fits(request, "target-system", map.code_system, fhir::id_of_code_system)) {
      continue;
    }
    entries.push_back({fhir::concept_map_url(request.config().public_url, id),
                       fhir::write_concept_map(*map.table, head_of(service, request, *map.table),
                                               request.tables->book().scheme, fhir::Rows::none)
                           .json});
  }
  return searchset(request, entries);
}

std::optional<std::string> code_system_of(const Service& service, const Request& request, std::string_view id,
                                          fhir::Rows rows) {
  const auto publisher = publisher_of(service, request);
  if (const auto* table = table_of(request, id)) return fhir::write_source_codes(*table, publisher, rows);
  return fhir::write_code_system(request.tables->book().scheme, id, publisher, rows);
}

net::Response answer_code_system(Service& service, const Request& request, const std::string&) {
  auto json = code_system_of(service, request, request.parameter("id"), fhir::Rows::all);
  if (!json) return not_found(request, "There is no such CodeSystem; GET /fhir/CodeSystem lists them.");
  return fhir_response(std::move(*json));
}

net::Response search_code_systems(Service& service, const Request& request, const std::string&) {
  auto ids = fhir::scheme_systems(request.tables->book().scheme);
  for (const auto& map : maps_of(request)) ids.push_back(fhir::table_id(*map.table));
  std::vector<fhir::Entry> entries;
  for (const auto& id : ids) {
    if (!fits(request, "url", id, fhir::id_of_code_system)) continue;
    entries.push_back({fhir::code_system_url(request.config().public_url, id),
                       *code_system_of(service, request, id, fhir::Rows::none)});
  }
  return searchset(request, entries);
}

/// The code that `$lookup` and `$validate-code` ask for; the system by its id. Nothing: parameters are
/// missing.
struct AskedCode {
  std::string system, code;
};
std::optional<AskedCode> asked_code(const fhir::Parameters& parameters) {
  AskedCode asked{std::string(text_of(parameters, {"system", "url"})),
                  std::string(text_of(parameters, {"code"}))};
  for (const auto& parameter : parameters) {
    if (!asked.code.empty() || parameter.codings.empty()) continue;
    asked = {parameter.codings[0].system, parameter.codings[0].code};
  }
  if (asked.code.empty() || asked.system.empty()) return std::nullopt;
  const auto id = fhir::id_of_code_system(asked.system);
  asked.system = id ? std::string(*id) : std::string();
  return asked;
}

constexpr std::string_view kWhichCode = "Say which code: `system` and `code`, or `coding`.";

net::Response answer_lookup(Service& service, const Request& request, const std::string& body) {
  const auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  const auto asked = asked_code(*parameters);
  if (!asked) return problem_response(request, {"bad-request", std::string(kWhichCode)});
  auto found = fhir::look_up(request.tables->book().scheme, asked->system, asked->code,
                             publisher_of(service, request));
  if (!found) return not_found(request, "The shared scheme has no such system or no such code.");
  return fhir_response(std::move(*found));
}

net::Response answer_validate(Service&, const Request& request, const std::string& body) {
  const auto parameters = parameters_of(request, body);
  if (!parameters) return parameters.error();
  const auto asked = asked_code(*parameters);
  if (!asked) return problem_response(request, {"bad-request", std::string(kWhichCode)});
  const auto text = text_of(*parameters, {"date"});
  const auto date = base::parse_iso_date(text);
  if (!text.empty() && (!date || !date->is_full())) {
    return problem_response(request, {"bad-request", "`date` must be a day such as 2017-03-31."});
  }
  return fhir_response(fhir::validate_code(request.tables->book().scheme, asked->system, asked->code, date));
}

net::Response answer_structure(Service& service, const Request& request, const std::string&) {
  auto json = fhir::write_structure(request.parameter("id"), publisher_of(service, request));
  if (!json) return not_found(request, "There is no such StructureDefinition.");
  return fhir_response(std::move(*json));
}

}  // namespace

void add_fhir_routes(RouteTable& table) {
  using Names = std::vector<std::string_view>;
  const auto add = [&](const std::string& method, const std::string& pattern, const Handler& handler,
                       Lane lane, Names query) {
    query.push_back("_format");
    table.push_back(Route{method, pattern, Access::any_client, {}, fhir_handler(handler)}.in(lane).knowing(
        std::move(query)));
  };
  const auto operation = [&](const std::string& pattern, const Handler& handler, const Names& query) {
    add("GET", pattern, handler, Lane::requests, query);
    add("POST", pattern, handler, Lane::requests, query);
  };
  const auto read = [&](const std::string& pattern, const Handler& handler, const Names& query) {
    add("GET", pattern, handler, Lane::administration, query);
  };
  add("GET", "/fhir/metadata", answer_metadata, Lane::requests, {"mode"});
  // Operations come first: {id} would fit them too.
  operation("/fhir/ConceptMap/$translate", answer_translate, kTranslateNames);
  add("POST", "/fhir/ConceptMap/%24translate", answer_translate, Lane::requests, kTranslateNames);
  operation("/fhir/ConceptMap/{id}/$translate", answer_translate, kTranslateNames);
  operation("/fhir/CodeSystem/$lookup", answer_lookup, {"url", "system", "code"});
  operation("/fhir/CodeSystem/$validate-code", answer_validate, {"url", "system", "code", "date"});
  read("/fhir/ConceptMap", search_maps, {"url", "source-system", "target-system"});
  read("/fhir/ConceptMap/{id}", answer_map, kTranslateNames);
  read("/fhir/CodeSystem", search_code_systems, {"url"});
  read("/fhir/CodeSystem/{id}", answer_code_system, {});
  read("/fhir/StructureDefinition/{id}", answer_structure, {});
}

}  // namespace raccordo::app
