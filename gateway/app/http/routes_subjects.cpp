#include "app/audit/audit_trail.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "app/persons/subject_search.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
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
    return problem_response(request, {"missing-right", "This client lacks the right `see-bodies`."});
  }
  auto query = read_subject_query(body, *request.tables, service.keys);
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
  auto page = service.store.held().of_person(act.query.pseudonyms, paging->limit, paging->cursor,
                                             request.client->reach());
  auto event = act_of(request, service.clock, "subject.search", act.request, act.query.reason);
  event.details["records"] = std::to_string(page.items.size());
  append_audit(service.store, std::move(event));  // before anything is shown
  page.next = next_of(service, request, page.next);
  return json_response(200, subject_json(act.request, page, service.keys));
}

net::Response answer_erase(Service& service, const Request& request, const std::string& body) {
  auto begun = begin_act(service, request, body);
  if (auto* refused = std::get_if<net::Response>(&begun)) return std::move(*refused);
  const auto& act = std::get<SubjectAct>(begun);
  auto event = act_of(request, service.clock, "subject.erase", act.request, act.query.reason);
  const auto erased = wait_for<store::SubjectErasure>([&](store::Done<store::SubjectErasure> done) {
    service.store.held().erase_person(act.query.pseudonyms, std::move(event), std::move(done),
                                      request.client->reach());
  });
  base::log(base::LogLevel::info, "subject-erased", {{base::LogField::client, request.client->name}});
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "request", act.request);
  base::key(writer, "erased");
  writer.StartObject();
  for (const auto& [name, count] :
       {std::pair("records", erased.records), {"waiting", erased.waiting}, {"issues", erased.issues}}) {
    base::key(writer, name);
    writer.Uint64(count);
  }
  writer.EndObject();
  base::key(writer, "waiting_submissions");
  writer.Uint64(erased.open_submissions);
  writer.EndObject();
  return json_response(200, std::string(base::view(buffer)));
}

}  // namespace

void add_subject_routes(RouteTable& table) {
  const auto right = intake::Right::administer;
  table.push_back(Route{"POST", "/v1/subjects/search", Access::right, right, answer_search}
                      .in(Lane::administration)
                      .knowing(paged()));
  table.push_back(
      Route{"POST", "/v1/subjects/erase", Access::right, right, answer_erase}.in(Lane::administration));
}

}  // namespace raccordo::app
