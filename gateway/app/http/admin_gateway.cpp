#include "app/http/admin_gateway.hpp"

#include <algorithm>

#include "app/http/gateway.hpp"
#include "app/http/problem_answer.hpp"
#include "app/rules/sight.hpp"
#include "app/service/gauges.hpp"
#include "base/log.hpp"
#include "net/server.hpp"

namespace raccordo::app {
namespace {

std::uint64_t stuck_bodies(Service& service) {
  constexpr std::int64_t kTenMinutes = std::int64_t{600} * 1'000'000;
  const auto rows = service.store.unfinished();
  const auto now = service.clock.now();
  return static_cast<std::uint64_t>(std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
    return now.micros - row.received_at.micros > kTenMinutes;
  }));
}

}  // namespace

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

Gauges AdminGateway::gauges() const {
  Gauges gauges;
  gauges.node = service_.config().node;
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
  gauges.certificates = service_.certificates.expiries();
  const auto health = service_.health.report();
  gauges.working = health.failing.empty() && !service_.draining;
  gauges.writes = health.writes;
  gauges.free_bytes = health.free_bytes;
  gauges.log_bytes = health.log_bytes;
  gauges.log_lines_dropped = base::log_dropped();
  gauges.clock_ahead_seconds = service_.clock_guard.seconds_ahead();
  gauges.stuck_bodies = stuck_bodies(service_);
  for (const auto& row : service_.store.webhooks().list()) {
    gauges.webhook_events_pending += row.pending;
    gauges.webhook_events_given_up += row.given_up;
    if (row.configured && row.state != store::WebhookState::active) ++gauges.webhooks_halted;
  }
  const auto month = store::month_of(service_.clock.now());
  for (const auto& row : service_.store.figures().coverage({store::CoverageBy::source, "", "", month})) {
    const auto percent = coverage_percent(row.records, row.coded, row.mapped);
    if (percent) gauges.coverage_percent[row.source] = *percent;
  }
  return gauges;
}

}  // namespace raccordo::app
