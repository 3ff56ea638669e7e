#include "app/service/metric_page.hpp"

#include <prometheus/client_metric.h>
#include <prometheus/metric_type.h>

namespace raccordo::app {

namespace {

using Labels = std::vector<prometheus::ClientMetric::Label>;

class Page {
 public:
  void counter(const char* name, const char* help, double value, Labels labels = {}) {
    metric(prometheus::MetricType::Counter, name, help, std::move(labels)).counter.value = value;
  }
  void gauge(const char* name, const char* help, double value, Labels labels = {}) {
    metric(prometheus::MetricType::Gauge, name, help, std::move(labels)).gauge.value = value;
  }
  std::vector<prometheus::MetricFamily> take() { return std::move(families_); }

 private:
  prometheus::ClientMetric& metric(prometheus::MetricType type, const char* name, const char* help,
                                   Labels labels) {
    if (families_.empty() || families_.back().name != name) {
      families_.push_back({.name = name, .help = help, .type = type, .metric = {}});
    }
    auto& added = families_.back().metric.emplace_back();
    added.label = std::move(labels);
    return added;
  }
  std::vector<prometheus::MetricFamily> families_;
};

double number(std::uint64_t value) { return static_cast<double>(value); }

void add_connections(Page& page, const Gauges& now) {
  page.gauge("raccordo_connections_open", "Open connections", number(now.connections_open));
  page.gauge("raccordo_connections_unlisted_open", "Open connections of no listed client",
             number(now.connections_strangers));
  page.counter("raccordo_connections_accepted_total", "Connections accepted",
               number(now.connections_accepted));
  page.counter("raccordo_connections_timed_out_total", "Connections closed because the other end was idle",
               number(now.timeouts));
  page.counter("raccordo_connections_evicted_total",
               "Idle connections of no listed client closed to make place for a listed one",
               number(now.connections_evicted));
  page.counter("raccordo_connections_turned_away_total", "Connections refused because a limit was reached",
               number(now.connections_turned_away));
  page.counter("raccordo_handshake_failures_total", "TLS handshakes that failed",
               number(now.handshake_failures));
}

void add_submissions(Page& page, const Gauges& now) {
  page.gauge("raccordo_submissions_at_work", "Submissions that are being received or processed",
             number(now.submissions_at_work));
  page.counter("raccordo_submissions_refused_total", "Submissions refused because their client has too many",
               number(now.submissions_refused));
  page.gauge("raccordo_bodies_held_bytes", "Bytes of bodies held in memory", number(now.body_bytes_held));
  page.gauge("raccordo_bodies_spooled", "Bodies answered 202 that wait to be processed",
             number(now.spool_waiting));
  page.gauge("raccordo_stuck_bodies", "Bodies answered 202 over ten minutes ago and not yet processed",
             number(now.stuck_bodies));
  for (const auto& [reason, count] : now.submissions_waiting) {
    page.gauge("raccordo_submissions_waiting", "Submissions that cannot be processed now, by reason",
               number(count), {{"reason", reason}});
  }
  for (const auto& [source, percent] : now.coverage_percent) {
    page.gauge(
        "raccordo_coverage_ratio",
        "Coded values that arrived this month and mapped, 0 to 1 in hundredths; none under 100 records",
        percent / 100.0, {{"source", source}});
  }
}

void add_lanes(Page& page, const Gauges& now) {
  for (const auto& [lane, load] : now.lanes) {
    page.gauge("raccordo_lane_waiting_jobs", "Jobs that wait in a lane", number(load.waiting),
               {{"lane", lane}});
  }
  for (const auto& [lane, load] : now.lanes) {
    page.gauge("raccordo_lane_running_jobs", "Jobs of a lane that run", number(load.running),
               {{"lane", lane}});
  }
  for (const auto& [lane, load] : now.lanes) {
    page.counter("raccordo_lane_refused_jobs_total", "Jobs refused because their lane was full",
                 number(load.refused), {{"lane", lane}});
  }
}

void add_webhooks(Page& page, const Gauges& now) {
  page.gauge("raccordo_webhook_events_pending", "Events that wait to be told to clients",
             number(now.webhook_events_pending));
  page.gauge("raccordo_webhook_events_given_up", "Events kept that no call could tell",
             number(now.webhook_events_given_up));
  page.gauge("raccordo_webhooks_halted", "Webhooks of the configuration that are paused or stopped",
             number(now.webhooks_halted));
}

void add_store(Page& page, const Gauges& now) {
  const auto& last = now.writes.last_commit;
  page.gauge("raccordo_working", "1 if /status answers 200, else 0", now.working ? 1 : 0);
  page.counter("raccordo_commits_total", "Transactions of the store that are durable",
               number(now.writes.commits));
  page.counter("raccordo_failed_writes_total", "Writes of the store that failed, for any cause",
               number(now.writes.failed));
  page.gauge("raccordo_last_commit_timestamp_seconds", "Time of the store's last durable write; 0: none yet",
             last ? static_cast<double>(last->micros) / 1e6 : 0);
  page.gauge("raccordo_storage_free_bytes", "Free space on the disk of the store", number(now.free_bytes));
  page.gauge("raccordo_wal_bytes", "Size of the store's write-ahead log", number(now.log_bytes));
  page.gauge("raccordo_clock_ahead_seconds",
             "Seconds by which the clock is ahead; above 0 nothing is deleted for its age",
             static_cast<double>(now.clock_ahead_seconds));
  page.gauge("raccordo_clock_difference_seconds",
             "Seconds by which this machine's clock is ahead of the database's, whose time several nodes use",
             now.clock_difference_seconds);
  page.counter("raccordo_log_dropped_total", "Log lines dropped because the log was not read",
               number(now.log_lines_dropped));
}

}  // namespace

std::vector<prometheus::MetricFamily> families_of(const Gauges& gauges) {
  Page page;
  add_store(page, gauges);
  add_connections(page, gauges);
  add_submissions(page, gauges);
  add_lanes(page, gauges);
  add_webhooks(page, gauges);
  for (const auto& each : gauges.certificates) {
    page.gauge("raccordo_certificate_expiry_seconds",
               "Seconds until a certificate or revocation list expires; negative once it has expired",
               static_cast<double>(each.seconds), {{"kind", each.kind}, {"name", each.name}});
  }
  page.gauge("raccordo_build_info", "1, with the version of the program and the name of the node", 1,
             {{"version", RACCORDO_VERSION}, {"node", gauges.node}});
  for (const auto& node : gauges.nodes) {
    page.gauge("raccordo_node_live", "1 if this one of several nodes has reported lately, else 0",
               node.is_live ? 1 : 0, {{"node", node.name}});
  }
  return page.take();
}

}  // namespace raccordo::app
