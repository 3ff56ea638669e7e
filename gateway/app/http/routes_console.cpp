#include "app/http/answer_language.hpp"
#include "app/http/figures_json.hpp"
#include "app/http/record_reach.hpp"
#include "app/http/routes.hpp"
#include "app/rules/sight.hpp"
#include "app/tables/explanation.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

net::Response answer_clients(Service& service, const Request& request, const std::string&) {
  return json_response(
      200, clients_json(request.tables->book().clients, service.store.credentials().certificates()));
}

net::Response answer_statistics(Service& service, const Request& request, const std::string&) {
  if (!request.client->reach().is_all()) {
    return problem_response(request, {"missing-right",
                                      "This client is limited to some Comuni (`comuni` in clients.yaml); "
                                      "these figures count the records of all."});
  }
  return json_response(200, statistics_json(service.store, *request.tables, service.clock.now(),
                                            service.background.waiting()));
}

net::Response answer_explain(Service& service, const Request& request, const std::string&) {
  const auto& source = request.parameter("source");
  if (request.tables->find(source) == nullptr) {
    return problem_response(request, {"unknown-source", "There is no source " + source + "."});
  }
  auto held = service.store.held().record(source, request.parameter("record_id"), reach_of(request));
  if (!held || !sees(*request.client, source, held->state.owner)) {
    return not_found(request, "This source has no record of that record_id that this client may see.");
  }
  if (held->state.others > 0) {
    return problem_response(request, several_records());
  }
  if (held->waiting && !sees(*request.client, source, held->waiting->owner)) held->waiting.reset();
  const auto language = language_of(request);
  return json_in(language, 200,
                 explanation_json(service.store, *request.tables, service.keys, *held, language));
}

net::Response answer_coverage(Service& service, const Request& request, const std::string&) {
  const auto by = parse_coverage_by(request.asked("by"));
  if (!by) {
    return problem_response(request, {"bad-request", "`by` must be source, table, comune or month."});
  }
  const auto since = time_asked(request, "since");
  if (!since && !request.asked("since").empty()) {
    return problem_response(request,
                            {"bad-request", "`since` must be an RFC 3339 time or an ISO date; " +
                                                intake::sent_words("since", request.asked("since")) + "."});
  }
  store::CoverageQuery query{*by, std::string(request.asked("source")), std::string(request.asked("table")),
                             since ? store::month_of(*since) : 0};
  return json_response(200, coverage_json(service.store.figures().coverage(query), *request.client));
}

net::Response answer_table_coverage(Service& service, const Request& request, const std::string&) {
  const auto& source = request.parameter("source");
  const auto& table = request.parameter("table");
  const auto* active = request.tables->find(source);
  if (active == nullptr) {
    return problem_response(request, {"unknown-source", "There is no source " + source + "."});
  }
  if (active->tables.find(table) == nullptr) {
    return not_found(request, "Source " + source + " has no table of that name.");
  }
  return json_response(200, table_coverage_json(service.store, source, table, *request.client));
}

}  // namespace

void add_console_routes(RouteTable& table) {
  using intake::Right;
  table.push_back({"GET", "/v1/clients", Access::right, Right::administer, answer_clients});
  table.push_back(Route{"GET", "/v1/statistics", Access::right, Right::administer, answer_statistics}.in(
      Lane::administration));
  table.push_back(Route{"GET", "/v1/coverage", Access::right, Right::see_metadata, answer_coverage}
                      .in(Lane::administration)
                      .knowing({"by", "source", "table", "since"}));
  table.push_back(Route{"GET", "/v1/tables/{source}/{table}/coverage", Access::right, Right::edit_tables,
                        answer_table_coverage, kSmallBody, Right::approve_tables}
                      .in(Lane::administration));
  table.push_back(Route{"GET", "/v1/sources/{source}/records/{record_id}/explain", Access::right,
                        Right::see_metadata, answer_explain}
                      .in(Lane::administration)
                      .knowing({"comune", "managed_by"}));
}

}  // namespace raccordo::app
