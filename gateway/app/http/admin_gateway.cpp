#include "app/http/admin_gateway.hpp"

#include <utility>

#include "app/http/gateway.hpp"
#include "app/http/problem_answer.hpp"
#include "app/service/gauges.hpp"
#include "app/service/service.hpp"
#include "base/followed_clock.hpp"
#include "base/log.hpp"
#include "net/server.hpp"

namespace raccordo::app {

AdminGateway::AdminGateway(Service& service, Gateway& gateway)
    : service_(service), gateway_(gateway), stored_(service.store, service.certificates, service.clock) {}

std::variant<net::Response, std::unique_ptr<net::BodySink>> AdminGateway::begin(
    const net::RequestHead& head) {
  if (head.path == "/metrics" && (head.method == "GET" || head.method == "HEAD")) {
    return net::Response{
        200, {{"content-type", "text/plain; version=0.0.4"}}, service_.metrics.render(gauges())};
  }
  if (head.path == "/status") return gateway_.begin(head);
  return to_response({"not-found", "This listener serves only /metrics and /status."}, head.request_id,
                     head.path, service_.config().public_url);
}

net::Response AdminGateway::refuse(int status, const std::string& request_id, std::string_view path) {
  return gateway_.refuse(status, request_id, path);
}

bool AdminGateway::may_be_logged(std::string_view request_id) { return gateway_.may_be_logged(request_id); }

Gauges AdminGateway::gauges() {
  Gauges gauges;
  gauges.node = service_.config().node;
  gauges.nodes = service_.nodes.nodes();
  if (server_ != nullptr) {
    const auto counters = server_->counters();
    gauges.connections_open = counters.open;
    gauges.connections_accepted = counters.accepted;
    gauges.handshake_failures = counters.handshake_failures;
    gauges.timeouts = counters.timeouts;
    gauges.connections_strangers = counters.strangers;
    gauges.connections_evicted = counters.evicted;
    gauges.connections_turned_away = counters.turned_away;
  }
  for (const auto lane : kLanes) {
    const auto load = service_.lanes[lane].load();
    gauges.lanes[std::string(to_string(lane))] = {load.waiting, load.running, load.refused};
  }
  gauges.submissions_refused = service_.admission.refused();
  gauges.submissions_at_work = service_.admission.at_work();
  gauges.body_bytes_held = service_.admission.bytes_held();
  gauges.spool_waiting = service_.background.waiting();
  gauges.submissions_waiting = service_.background.stuck();
  const auto health = service_.health.report();
  gauges.working = health.failing.empty() && !service_.draining;
  gauges.writes = health.writes;
  gauges.free_bytes = health.free_bytes;
  gauges.log_bytes = health.log_bytes;
  gauges.log_lines_dropped = base::log_dropped();
  gauges.clock_ahead_seconds = service_.clock_guard.seconds_ahead();
  gauges.clock_difference_seconds = static_cast<double>(base::clock_difference().count()) / 1e6;
  auto stored = stored_.read();
  gauges.stuck_bodies = stored.stuck_bodies;
  gauges.webhook_events_pending = stored.webhook_events_pending;
  gauges.webhook_events_given_up = stored.webhook_events_given_up;
  gauges.webhooks_halted = stored.webhooks_halted;
  gauges.certificates = std::move(stored.certificates);
  gauges.coverage_percent = std::move(stored.coverage_percent);
  return gauges;
}

}  // namespace raccordo::app
