#include "app/audit/audit_trail.hpp"
#include "app/forms/audit_forms.hpp"
#include "app/forms/json_forms.hpp"
#include "app/http/routes.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

net::Response answer_audit(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  store::AuditFilter filter;
  filter.actor = request.asked("actor");
  filter.action = request.asked("action");
  filter.object = request.asked("object");
  if (const auto slash = filter.object.find('/'); slash != std::string::npos) {
    const std::string_view asked = filter.object;
    filter.keyed_object = record_name(service.keys.names, asked.substr(0, slash), asked.substr(slash + 1));
  }
  filter.since = time_asked(request, "since");
  filter.until = time_asked(request, "until");
  if (!request.client->reach().is_all()) {
    if (!filter.actor.empty() && filter.actor != request.client->name) {
      return problem_response(request, {"missing-right",
                                        "This client is limited to some Comuni (`comuni` in clients.yaml): "
                                        "it sees its own acts only."});
    }
    filter.actor = request.client->name;
  }
  for (const auto* name : {"since", "until"}) {
    if (!request.asked(name).empty() && !time_asked(request, name)) {
      return problem_response(
          request, {"bad-request", "`" + std::string(name) + "` must be an RFC 3339 time or an ISO date; " +
                                       intake::sent_words(name, request.asked(name)) + "."});
    }
  }
  auto page = service.store.audit().list(filter, paging->limit, paging->cursor);
  page.next = next_of(service, request, page.next);
  return json_response(200, audit_page_json(page, service.store.audit().head()));
}

}  // namespace

void add_audit_routes(RouteTable& table) {
  table.push_back(Route{"GET", "/v1/audit", Access::right, intake::Right::administer, answer_audit}
                      .in(Lane::administration)
                      .knowing(paged({"actor", "action", "object", "since", "until"})));
}

}  // namespace raccordo::app
