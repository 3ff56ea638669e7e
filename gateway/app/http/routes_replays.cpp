#include "app/audit/audit_trail.hpp"
#include "app/forms/body_reader.hpp"
#include "app/forms/replay_json.hpp"
#include "app/http/routes.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kLongestReason = 2000;

struct Order {
  std::string source, table, code, reason;
};

base::Result<Order, Problem> read_order(const std::string& body) {
  Order order;
  auto wrong = read_body(body, R"({"source":"bergamo","table":"intervention","code":"SAD9","reason":"..."})",
                         {{"source", &order.source, Need::required},
                          {"table", &order.table},
                          {"code", &order.code},
                          {"reason", &order.reason, Need::optional, kLongestReason}});
  if (wrong) return std::move(*wrong);
  if (order.table.empty() && !order.code.empty())
    return Problem{"bad-request", "`code` needs its `table`: name the table that maps the code."};
  return order;
}

store::AuditEvent event_of(Service& service, const Request& request, const std::string& reason) {
  return {service.clock.now(), request.client->name, "", "", reason, {}};
}

/// Tasks on all records of a source are for clients that hold all Comuni. Others see their own tasks, which
/// cover only their records.
bool sees_task(const Request& request, const store::ReplayRow& row) {
  if (request.client->reach().is_all()) return true;
  return !row.of_activation && row.actor == request.client->name;
}

std::optional<store::ReplayRow> find_task(Service& service, const Request& request) {
  auto row = service.store.replays().find(request.parameter("id"));
  return row && sees_task(request, *row) ? std::move(row) : std::nullopt;
}

net::Response task_response(int status, const store::ReplayRow& row) {
  auto response = json_response(status, replay_json(row));
  if (status == 202) response.headers.emplace_back("location", "/v1/replays/" + row.id);
  return response;
}

net::Response answer_start(Service& service, const Request& request, const std::string& body) {
  const auto asked = read_order(body);
  if (!asked) return problem_response(request, asked.error());
  if (auto wrong = fault_in_words("reason", asked->reason)) return problem_response(request, *wrong);
  if (auto wrong = identifier_in_words("code", asked->code)) {
    wrong->detail =
        "`code` holds what looks like an identifier of a person; name the code as the worklist shows it.";
    return problem_response(request, *wrong);
  }
  const auto* active = request.tables->find(asked->source);
  if (active == nullptr) {
    return problem_response(request, {"unknown-source", "There is no source " + asked->source + "."});
  }
  if (!asked->table.empty() && active->tables.find(asked->table) == nullptr) {
    return not_found(request, "Source " + asked->source + " has no table of that name.");
  }
  store::ReplayOrder order;
  order.event = event_of(service, request, asked->reason);
  order.id = base::new_ulid(order.event.at);
  order.source = asked->source;
  order.comuni = request.client->reach();
  order.table = asked->table;
  if (!asked->code.empty()) order.codes.push_back(asked->code);
  const auto row = wait_for<store::ReplayRow>([&](store::Done<store::ReplayRow> done) {
    service.store.replays().start(std::move(order), std::move(done));
  });
  service.replays.wake();
  return task_response(202, row);
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const bool sees_all = request.client->reach().is_all();
  const auto page =
      service.store.replays().list(paging->limit, paging->cursor, sees_all ? "" : request.client->name);
  std::string items;
  for (const auto& row : page.items) items += (items.empty() ? "" : ",") + replay_json(row);
  const auto next =
      page.next.empty() ? std::string("null") : "\"" + next_of(service, request, page.next) + "\"";
  return json_response(200, "{\"items\":[" + items + "],\"next\":" + next + "}");
}

net::Response no_replay(const Request& request) {
  return not_found(request, "There is no replay of that id.");
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  const auto row = find_task(service, request);
  return row ? task_response(200, *row) : no_replay(request);
}

/// 200 with the task if it has the requested state, also if it had it before.
net::Response steer(Service& service, const Request& request, store::ReplayAct act) {
  using Row = std::optional<store::ReplayRow>;
  const auto before = find_task(service, request);
  if (!before) return no_replay(request);
  const bool open = store::is_open(before->state) || before->state == store::ReplayState::paused;
  if (open && !store::next_state(before->kind, before->state, act)) {
    return problem_response(
        request,
        {"remap-not-cancellable",
         "The replay maps stored records again since a version of " + before->source + "/" + before->table +
             " came into force; cancelled, it would leave some of them with the meaning of the "
             "version before. Let it end, or pause it and resume it later; to undo the version, roll "
             "the table back."});
  }
  if (!store::next_state(before->kind, before->state, act)) {
    return problem_response(request,
                            {"replay-ended", "The replay is " + std::string(to_string(before->state)) +
                                                 " and cannot be changed; start another."});
  }
  const auto row = wait_for<Row>([&](store::Done<Row> done) {
    service.store.replays().steer(before->id, act, event_of(service, request, ""), std::move(done));
  });
  service.replays.wake();
  return row ? task_response(200, *row) : no_replay(request);
}

net::Response answer_pause(Service& service, const Request& request, const std::string&) {
  return steer(service, request, store::ReplayAct::pause);
}
net::Response answer_resume(Service& service, const Request& request, const std::string&) {
  return steer(service, request, store::ReplayAct::resume);
}
net::Response answer_cancel(Service& service, const Request& request, const std::string&) {
  return steer(service, request, store::ReplayAct::cancel);
}

}  // namespace

void add_replay_routes(RouteTable& table) {
  const auto replay = intake::Right::replay;
  table.push_back(Route{"POST", "/v1/replays", Access::right, replay, answer_start}.in(Lane::changes));
  table.push_back(Route{"GET", "/v1/replays", Access::right, replay, answer_list}.knowing(paged()));
  table.push_back({"GET", "/v1/replays/{id}", Access::right, replay, answer_one});
  table.push_back(
      Route{"POST", "/v1/replays/{id}/pause", Access::right, replay, answer_pause}.in(Lane::changes));
  table.push_back(
      Route{"POST", "/v1/replays/{id}/resume", Access::right, replay, answer_resume}.in(Lane::changes));
  table.push_back(
      Route{"POST", "/v1/replays/{id}/cancel", Access::right, replay, answer_cancel}.in(Lane::changes));
}

}  // namespace raccordo::app
