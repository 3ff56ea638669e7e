#include <algorithm>
#include <array>

#include "app/http/fhir_requests.hpp"
#include "app/http/routes.hpp"
#include "app/problem/error_catalogue.hpp"
#include "base/text.hpp"
#include "fhir/capability.hpp"
#include "fhir/code_system.hpp"
#include "fhir/concept_map.hpp"
#include "fhir/translate.hpp"
#include "model/issue.hpp"

namespace raccordo::app {
namespace {

/// Of R4, and of R5 where the names differ.
const std::vector<std::string_view> kTranslateNames = {
    "url",  "code",       "system",      "source",     "target",       "targetsystem", "reverse",
    "date", "sourceCode", "sourceScope", "targetCode", "targetSystem", "targetScope",  "sourceSystem"};
constexpr std::string_view kIssueSystem = "issue";

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

/// True if the search has no `name`, or an address with the id of this resource.
bool fits(const Request& request, std::string_view name, std::string_view id,
          std::optional<std::string_view> (*id_of)(std::string_view)) {
  const auto asked = request.asked(name);
  return asked.empty() || id_of(asked) == id;
}

/// True if the search has no `_id`, `name`, `title` or `status`, or those of this resource. As in FHIR, a
/// prefix in any letter case matches texts.
bool is_called(const Request& request, std::string_view id, std::string_view title) {
  const auto begins = [&](std::string_view name, std::string_view text) {
    return base::to_lower_ascii(text).starts_with(base::to_lower_ascii(request.asked(name)));
  };
  const auto asked_id = request.asked("_id");
  const auto status = request.asked("status");
  return (asked_id.empty() || asked_id == id) && begins("name", fhir::program_name(id)) &&
         begins("title", title) && (status.empty() || status == "active");
}

/// The results, or a page of them: `_count` (0: only the number) and `_offset`.
net::Response searchset(const Request& request, const std::vector<fhir::Entry>& entries) {
  auto self = request.config().public_url + request.head.path;
  if (!request.head.query.empty()) self += "?" + request.head.query;
  const auto count = search_number(request, "_count", entries.size());
  const auto offset = search_number(request, "_offset", 0);
  if (!count || !offset) {
    return problem_response(request, {"bad-request", "`_count` and `_offset` must be whole numbers from 0."});
  }
  const auto first = std::min(*offset, entries.size());
  const auto shown = std::min(*count, entries.size() - first);
  std::string next;
  if (shown > 0 && first + shown < entries.size()) next = next_page(request, shown, first + shown);
  return fhir_response(fhir::write_searchset({{entries.data() + first, shown}, entries.size(), self, next}));
}

net::Response search_maps(Service& service, const Request& request, const std::string&) {
  std::vector<fhir::Entry> entries;
  for (const auto& map : maps_of(request)) {
    const auto id = fhir::table_id(*map.table);
    if (!fits(request, "url", id, fhir::id_of_concept_map) ||
        !fits(request, "source-system", id, fhir::id_of_code_system) ||
        !fits(request, "target-system", map.code_system, fhir::id_of_code_system) ||
        !is_called(request, id, head_of(service, request, *map.table).title)) {
      continue;
    }
    entries.push_back({fhir::concept_map_url(request.config().public_url, id),
                       fhir::write_concept_map(*map.table, head_of(service, request, *map.table),
                                               request.tables->book().scheme, fhir::Rows::none)
                           .json});
  }
  return searchset(request, entries);
}

/// The codes of issues in answers to documents, with their texts.
std::string issue_codes(const fhir::Publisher& publisher, fhir::Rows rows) {
  std::vector<fhir::Concept> concepts;
  for (std::size_t i = 0; i < model::kIssueCodes; ++i) {
    const auto code = to_string(static_cast<model::IssueCode>(i));
    const auto* page = find_error(code);
    concepts.push_back({std::string(code),
                        std::string(page ? page->title.it : code),
                        std::string(page ? page->title.en : ""),
                        "",
                        "",
                        {},
                        {}});
  }
  return fhir::write_concepts(kIssueSystem, concepts, publisher, rows);
}

std::optional<std::string> code_system_of(const Service& service, const Request& request, std::string_view id,
                                          fhir::Rows rows) {
  const auto publisher = publisher_of(service, request);
  if (id == kIssueSystem) return issue_codes(publisher, rows);
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
  ids.emplace_back(kIssueSystem);
  std::vector<fhir::Entry> entries;
  for (const auto& id : ids) {
    const auto* table = table_of(request, id);
    const auto title = table ? table->source() + ": " + table->name() : "Raccordo: " + id;
    if (!fits(request, "url", id, fhir::id_of_code_system) || !is_called(request, id, title)) continue;
    entries.push_back({fhir::code_system_url(request.config().public_url, id),
                       *code_system_of(service, request, id, fhir::Rows::none)});
  }
  return searchset(request, entries);
}

net::Response answer_structure(Service& service, const Request& request, const std::string&) {
  auto json = fhir::write_structure(request.parameter("id"), publisher_of(service, request));
  if (!json) return not_found(request, "There is no such StructureDefinition.");
  return fhir_response(std::move(*json));
}

}  // namespace

void add_fhir_routes(RouteTable& table) {
  using Names = std::vector<std::string_view>;
  const auto with_search = [](Names names) {
    names.insert(names.end(), {"_id", "name", "title", "status", "_count", "_offset"});
    return names;
  };
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
  // A submission: the body streams into a SubmissionSink.
  const auto submit = [&](const std::string& pattern, Names query) {
    query.push_back("_format");
    table.push_back(
        Route{"POST", pattern, Access::right, intake::Right::submit, {}}.knowing(std::move(query)));
  };
  submit("/fhir", {"on_unmapped"});
  submit("/fhir/$validate", {"on_unmapped", "mode"});
  submit("/fhir/Bundle/$validate", {"on_unmapped", "mode"});
  submit("/fhir/%24validate", {"on_unmapped", "mode"});  // percent-encoded by the client
  submit("/fhir/Bundle/%24validate", {"on_unmapped", "mode"});
  add("GET", "/fhir/metadata", answer_metadata, Lane::requests, {"mode"});
  // Operations come first, because {id} would match them too.
  add_fhir_code_routes(table);
  operation("/fhir/ConceptMap/$translate", answer_translate, kTranslateNames);
  add("POST", "/fhir/ConceptMap/%24translate", answer_translate, Lane::requests, kTranslateNames);
  operation("/fhir/ConceptMap/{id}/$translate", answer_translate, kTranslateNames);
  read("/fhir/ConceptMap", search_maps, with_search({"url", "source-system", "target-system"}));
  read("/fhir/ConceptMap/{id}", answer_map, kTranslateNames);
  read("/fhir/CodeSystem", search_code_systems, with_search({"url"}));
  read("/fhir/CodeSystem/{id}", answer_code_system, {});
  read("/fhir/StructureDefinition/{id}", answer_structure, {});
}

}  // namespace raccordo::app
