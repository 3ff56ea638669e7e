#include <array>

#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/exchange/exchange_json.hpp"
#include "app/http/missing_right.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "app/persons/restriction.hpp"
#include "app/persons/subject_export.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "intake/media_type.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// Represents the person in answers, audit and log: a random number of the request.
struct SubjectAct {
  SubjectQuery query;
  std::string request;
};

using ActOrAnswer = std::variant<SubjectAct, net::Response>;

ActOrAnswer begin_act(Service& service, const Request& request, const std::string& body) {
  if (!request.client->may(intake::Right::see_bodies)) {
    return problem_response(request, missing_right({intake::Right::see_bodies}));
  }
  auto query = read_subject_query(body, *request.tables, service.keys, service.store.held());
  if (!query) return problem_response(request, query.error());
  name_waiting_records(service.store, service.keys);
  return SubjectAct{std::move(*query), base::new_ulid(service.clock.now())};
}

net::Response answer_search(Service& service, const Request& request, const std::string& body) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  auto begun = begin_act(service, request, body);
  if (auto* refused = std::get_if<net::Response>(&begun)) return std::move(*refused);
  const auto& act = std::get<SubjectAct>(begun);
  auto page =
      service.store.held().of_person(act.query.all(), paging->limit, paging->cursor, request.client->reach());
  std::vector<store::ExchangeRow> exchanges;
  if (paging->cursor.empty()) {  // with the first page
    exchanges = service.store.exchanges().of_person(act.query.all(), request.client->reach());
    for (auto& row : exchanges) row = as_of(std::move(row), service.clock.now());
  }
  auto event = act_of(request, service.clock, "subject.search", act.request, act.query.reason);
  event.details["records"] = std::to_string(page.items.size());
  event.details["exchanges"] = std::to_string(exchanges.size());
  append_audit(service.store, std::move(event));  // before anything is shown
  page.next = next_of(service, request, page.next);
  return json_response(200, subject_json(act.request, page, exchanges, service.keys));
}

/// JSON or a page, as `?format=` or Accept ask; nothing: 406.
std::optional<bool> wants_page(const Request& request) {
  if (const auto asked = request.asked("format"); !asked.empty()) {
    if (asked != "json" && asked != "html") return std::nullopt;
    return asked == "html";
  }
  constexpr std::array<std::string_view, 2> kOffers = {"application/json", "text/html"};
  const auto chosen = intake::negotiate(request.head.header("accept"), kOffers);
  if (!chosen) return std::nullopt;
  return *chosen == 1;
}

net::Response answer_export(Service& service, const Request& request, const std::string& body) {
  const auto page = wants_page(request);
  if (!page) {
    return problem_response(request, {"not-acceptable",
                                      "An export comes as application/json or text/html; or say "
                                      "?format=json|html."});
  }
  auto begun = begin_act(service, request, body);
  if (auto* refused = std::get_if<net::Response>(&begun)) return std::move(*refused);
  const auto& act = std::get<SubjectAct>(begun);
  const ExportDesk desk{service.store, *request.tables, service.keys, request.client->reach()};
  const auto now = service.clock.now();
  const auto made = export_subject(desk, act.query, act.request, now, kExportBytes);
  if (!made) return problem_response(request, made.error());
  auto event = act_of(request, service.clock, "subject.export", act.request, act.query.reason);
  event.details["records"] = std::to_string(made->records);
  append_audit(service.store, std::move(event));  // before anything is shown
  if (!*page) return json_response(200, made->json);
  return {200,
          {{"content-type", "text/html; charset=utf-8"},
           {"content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"},
           {"cache-control", "no-store"}},
          export_page(made->json, request.tables->book().scheme)};
}

net::Response answer_change(Service& service, const Request& request, const std::string& body,
                            store::RestrictionStep step) {
  if (!request.client->reach().is_all()) {
    return problem_response(request, {"missing-right",
                                      "A restriction concerns all records of a person: it needs a client "
                                      "that may see all Comuni (`comuni` in clients.yaml)."});
  }
  auto begun = begin_act(service, request, body);
  if (auto* refused = std::get_if<net::Response>(&begun)) return std::move(*refused);
  const auto& act = std::get<SubjectAct>(begun);
  auto event = act_of(request, service.clock, "", act.request, act.query.reason);
  const auto change = change_restriction(service.store, act.query, step, std::move(event));
  if (!change) return problem_response(request, change.error());
  try_journal(service.store, service.keys.sealer, request.config().sqlite);
  base::log(base::LogLevel::info,
            step == store::RestrictionStep::restrict ? "subject-restricted" : "subject-restriction-lifted",
            {{base::LogField::client, request.client->name}});
  return json_response(200, restriction_json(act.request, step, *change));
}

net::Response answer_restrict(Service& service, const Request& request, const std::string& body) {
  return answer_change(service, request, body, store::RestrictionStep::restrict);
}
net::Response answer_lift(Service& service, const Request& request, const std::string& body) {
  return answer_change(service, request, body, store::RestrictionStep::lift);
}

net::Response answer_erase(Service& service, const Request& request, const std::string& body) {
  auto begun = begin_act(service, request, body);
  if (auto* refused = std::get_if<net::Response>(&begun)) return std::move(*refused);
  const auto& act = std::get<SubjectAct>(begun);
  auto event = act_of(request, service.clock, "subject.erase", act.request, act.query.reason);
  const auto erased = wait_for<store::SubjectErasure>([&](store::Done<store::SubjectErasure> done) {
    service.store.held().erase_person(act.query.all(), std::move(event), std::move(done),
                                      request.client->reach());
  });
  try_journal(service.store, service.keys.sealer, request.config().sqlite);
  base::log(base::LogLevel::info, "subject-erased", {{base::LogField::client, request.client->name}});
  return json_response(200, erasure_json(act.request, erased));
}

}  // namespace

void add_subject_routes(RouteTable& table) {
  const auto right = intake::Right::administer;
  table.push_back(Route{"POST", "/v1/subjects/search", Access::right, right, answer_search}
                      .in(Lane::administration)
                      .knowing(paged()));
  table.push_back(Route{"POST", "/v1/subjects/export", Access::right, right, answer_export}
                      .in(Lane::administration)
                      .knowing({"format"}));
  table.push_back(
      Route{"POST", "/v1/subjects/restrict", Access::right, right, answer_restrict}.in(Lane::administration));
  table.push_back(
      Route{"POST", "/v1/subjects/lift", Access::right, right, answer_lift}.in(Lane::administration));
  table.push_back(
      Route{"POST", "/v1/subjects/erase", Access::right, right, answer_erase}.in(Lane::administration));
}

}  // namespace raccordo::app
