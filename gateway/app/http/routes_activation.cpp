#include "app/forms/table_forms.hpp"
#include "app/http/routes.hpp"
#include "app/tables/activation.hpp"
#include "app/tables/node_barrier.hpp"
#include "app/tables/table_desk.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

/// Exact counts of others' records are for administrators of all Comuni (docs/protection.md#rule-15).
Counts counts_for(const Request& request) {
  const auto& client = *request.client;
  return client.may(intake::Right::administer) && client.reach().is_all() ? Counts::exact : Counts::rounded;
}

/// The tasks of an activation count records of all Comuni.
Counts task_counts_for(const Request& request) {
  const auto& client = *request.client;
  return client.has_comuni() && !client.reach().is_all() ? Counts::rounded : Counts::exact;
}

std::uint64_t k_of(const Request& request) {
  return static_cast<std::uint64_t>(request.config().disclosure.k);
}

TableName name_of(const Request& request) {
  return {request.parameter("source"), request.parameter("table")};
}

/// The requested version: `version`, else the open one.
std::optional<std::int32_t> asked_version(Service& service, const Request& request) {
  const auto text = request.asked("version");
  constexpr std::size_t most_digits = 9;
  if (text.empty()) {
    const auto name = name_of(request);
    const auto newest = service.store.tables().newest(name.source, name.table);
    return newest ? newest->version : 0;
  }
  if (!base::is_digits(text) || text.size() > most_digits) return std::nullopt;
  return std::stoi(std::string(text));
}

net::Response answer_impact(Service& service, const Request& request, const std::string&) {
  const auto version = asked_version(service, request);
  if (!version)
    return problem_response(
        request, {"bad-request", "`version` is a whole number from 1; " +
                                     intake::sent_words("version", request.asked("version")) + "."});
  const auto impact =
      look_ahead(service.store, *service.tables.newest(), name_of(request), *version, service.clock);
  if (!impact) return problem_response(request, impact.error());
  return json_response(200, impact_json(*impact, counts_for(request), k_of(request)));
}

void log_activation(const Request& request, const ActivationDone& done) {
  base::log(base::LogLevel::info, "table-activated",
            {{base::LogField::client, request.client->name},
             {base::LogField::source, done.version.source},
             {base::LogField::table, done.version.table},
             {base::LogField::version, std::int64_t{done.version.version}}});
}

Handler put_in_force(store::TableAction action) {
  return [action](Service& service, const Request& request, const std::string& body) {
    const auto asked = read_step_order(body);
    if (!asked) return problem_response(request, asked.error());
    ActivationOrder order;
    order.action = action;
    order.name = name_of(request);
    order.version = asked->version;
    order.act = {request.client->name, asked->reason};
    order.force = asked->force ? ActivationOrder::Force::yes : ActivationOrder::Force::no;
    order.counts = counts_for(request);
    if (const auto header = request.head.header("if-match"); !header.empty()) {
      const TableDesk desk(service.store, request.tables, service.clock);
      const auto there = desk.find(order.name, order.version);
      if (!there) return problem_response(request, there.error());
      const auto match = read_if_match(header, *there);
      if (!match.any && !match.met) return problem_response(request, desk.conflict(*there, match.first));
      if (!match.any) order.revision = there->revision;
    }
    const auto done = activate(service.store, service.tables.newest(), order, service.clock);
    if (!done) return problem_response(request, done.error());
    service.tables.newest();
    wait_for_nodes(service.store.nodes(), service.store.replays().generation());
    service.replays.wake();
    log_activation(request, *done);
    auto response =
        json_response(202, activation_json(*done, {order.counts, task_counts_for(request), k_of(request)}));
    response.headers.emplace_back("location", "/v1/replays/" + done->replay.id);
    return response;
  };
}

}  // namespace

void add_activation_routes(RouteTable& table) {
  const auto approve = intake::Right::approve_tables;
  const std::string one = "/v1/tables/{source}/{table}";
  table.push_back(Route{"GET", one + "/impact", Access::right, intake::Right::edit_tables, answer_impact,
                        kSmallBody, approve}
                      .in(Lane::administration)
                      .knowing({"version"}));
  table.push_back(
      Route{"POST", one + "/activate", Access::right, approve, put_in_force(store::TableAction::activate)}.in(
          Lane::administration));
  table.push_back(
      Route{"POST", one + "/rollback", Access::right, approve, put_in_force(store::TableAction::roll_back)}
          .in(Lane::administration));
}

}  // namespace raccordo::app
