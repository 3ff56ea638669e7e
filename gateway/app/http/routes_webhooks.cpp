#include "app/audit/audit_trail.hpp"
#include "app/forms/body_reader.hpp"
#include "app/forms/page_json.hpp"
#include "app/forms/webhook_json.hpp"
#include "app/http/routes.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// Events name records of all Comuni, so only an administrator of all sees those of other clients.
bool sees_all(const Request& request) {
  return request.client->may(intake::Right::administer) && request.client->reach().is_all();
}

/// "" if it has none.
std::string url_of(const Request& request, const std::string& client) {
  const auto* listed = request.tables->book().clients.by_name(client);
  return listed != nullptr && listed->webhook ? listed->webhook->url.text() : "";
}

std::optional<store::WebhookRow> find_webhook(Service& service, const Request& request) {
  const auto& client = request.parameter("client");
  if (client != request.client->name && !sees_all(request)) return std::nullopt;
  return service.store.webhooks().find(client);
}

net::Response no_webhook(const Request& request) {
  return not_found(request, "There is no webhook of a client of that name that this client may see.");
}

net::Response webhook_response(const Request& request, const store::WebhookRow& row) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_webhook(writer, row, url_of(request, row.client));
  return json_response(200, std::string(base::view(buffer)));
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  auto rows = service.store.webhooks().list();
  if (!sees_all(request))
    std::erase_if(rows, [&](const store::WebhookRow& row) { return row.client != request.client->name; });
  return json_response(200, page_json(rows, "", [&](base::JsonWriter& writer, const store::WebhookRow& row) {
                         write_webhook(writer, row, url_of(request, row.client));
                       }));
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  const auto row = find_webhook(service, request);
  return row ? webhook_response(request, *row) : no_webhook(request);
}

net::Response answer_events(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto row = find_webhook(service, request);
  if (!row) return no_webhook(request);
  auto page = service.store.webhooks().events(row->client, paging->limit, paging->cursor);
  // An administrator watches the delivery; whose record it is concerns its sender.
  if (row->client != request.client->name) {
    for (auto& event : page.items) event.record_id.clear();
  }
  return json_response(200, page_json(page.items, next_of(service, request, page.next), write_webhook_event));
}

net::Response steer(Service& service, const Request& request, const std::string& body,
                    store::WebhookAct act) {
  if (!sees_all(request)) {
    return problem_response(request,
                            {"missing-right",
                             "This client is limited to some Comuni (`comuni` in clients.yaml); webhooks "
                             "name records of all."});
  }
  std::string text;
  if (auto wrong = read_body(body, R"({"reason":"..."})", {{"reason", &text, Need::required, kReasonBytes}}))
    return problem_response(request, *wrong);
  auto reason = read_reason(text);
  if (!reason) return problem_response(request, reason.error());
  using Row = std::optional<store::WebhookRow>;
  const auto row = wait_for<Row>([&](store::Done<Row> done) {
    service.store.webhooks().steer(
        request.parameter("client"), act,
        {service.clock.now(), request.client->name, "", "", std::move(*reason), {}}, std::move(done));
  });
  service.webhooks.wake();
  return row ? webhook_response(request, *row) : no_webhook(request);
}

net::Response answer_pause(Service& service, const Request& request, const std::string& body) {
  return steer(service, request, body, store::WebhookAct::pause);
}
net::Response answer_resume(Service& service, const Request& request, const std::string& body) {
  return steer(service, request, body, store::WebhookAct::resume);
}
net::Response answer_retry(Service& service, const Request& request, const std::string& body) {
  return steer(service, request, body, store::WebhookAct::retry);
}
net::Response answer_drop(Service& service, const Request& request, const std::string& body) {
  return steer(service, request, body, store::WebhookAct::drop);
}

}  // namespace

void add_webhook_routes(RouteTable& table) {
  const auto administer = intake::Right::administer;
  table.push_back({"GET", "/v1/webhooks", Access::any_client, {}, answer_list});
  table.push_back({"GET", "/v1/webhooks/{client}", Access::any_client, {}, answer_one});
  table.push_back(
      Route{"GET", "/v1/webhooks/{client}/events", Access::any_client, {}, answer_events}.knowing(paged()));
  table.push_back(Route{"POST", "/v1/webhooks/{client}/pause", Access::right, administer, answer_pause}.in(
      Lane::changes));
  table.push_back(Route{"POST", "/v1/webhooks/{client}/resume", Access::right, administer, answer_resume}.in(
      Lane::changes));
  table.push_back(Route{"POST", "/v1/webhooks/{client}/retry", Access::right, administer, answer_retry}.in(
      Lane::changes));
  table.push_back(
      Route{"POST", "/v1/webhooks/{client}/drop", Access::right, administer, answer_drop}.in(Lane::changes));
}

}  // namespace raccordo::app
