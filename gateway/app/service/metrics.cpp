#include "app/service/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <mutex>

namespace raccordo::app {

class Metrics::Impl {
 public:
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("raccordo_requests_total")
                                                          .Help("Requests answered, by route and status")
                                                          .Register(registry);
  prometheus::Family<prometheus::Counter>& records = prometheus::BuildCounter()
                                                         .Name("raccordo_records_total")
                                                         .Help("Records processed, by source and outcome")
                                                         .Register(registry);
  prometheus::Family<prometheus::Counter>& fell_empty =
      prometheus::BuildCounter()
          .Name("raccordo_field_fell_empty_total")
          .Help("Documents in which a field that used to be filled was empty, by source and field")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& webhook_calls = prometheus::BuildCounter()
                                                               .Name("raccordo_webhook_calls_total")
                                                               .Help("Calls of webhooks, by outcome")
                                                               .Register(registry);
  prometheus::Histogram& seconds =
      prometheus::BuildHistogram()
          .Name("raccordo_request_seconds")
          .Help("Time from the head of a request to its answer")
          .Register(registry)
          .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30});
  prometheus::Family<prometheus::Gauge>& gauges = prometheus::BuildGauge()
                                                      .Name("raccordo_state")
                                                      .Help("State of the gateway at this moment")
                                                      .Register(registry);

  prometheus::Family<prometheus::Gauge>& coverage =
      prometheus::BuildGauge()
          .Name("raccordo_coverage_percent")
          .Help("Coded values that arrived this month and mapped, whole percent; none under 100 records")
          .Register(registry);

  prometheus::Family<prometheus::Gauge>& stuck = prometheus::BuildGauge()
                                                     .Name("raccordo_submissions_waiting")
                                                     .Help("Submissions that wait to be processed, by reason")
                                                     .Register(registry);

  prometheus::Family<prometheus::Gauge>& certificates =
      prometheus::BuildGauge()
          .Name("raccordo_certificate_expiry_seconds")
          .Help("Seconds until a certificate or revocation list expires; negative once it has expired")
          .Register(registry);

  prometheus::Family<prometheus::Gauge>& lanes =
      prometheus::BuildGauge()
          .Name("raccordo_lane_jobs")
          .Help("Jobs of a lane: waiting, running, and refused so far because it was full")
          .Register(registry);

  void set_lane(const std::string& lane, const char* what, std::uint64_t value) {
    lanes.Add({{"lane", lane}, {"what", what}}).Set(static_cast<double>(value));
  }

  prometheus::Counter& commits =
      counter("raccordo_commits_total", "Transactions of the store that are durable");
  prometheus::Counter& failed_writes =
      counter("raccordo_failed_writes_total", "Writes of the store that failed, for any cause");
  prometheus::Counter& log_dropped =
      counter("raccordo_log_dropped_total", "Log lines dropped because the log was not read");
  prometheus::Gauge& last_commit =
      gauge("raccordo_last_commit_timestamp_seconds", "Time of the store's last durable write; 0: none yet");
  prometheus::Gauge& free_bytes = gauge("raccordo_storage_free_bytes", "Free space on the disk of the store");
  prometheus::Gauge& wal_bytes = gauge("raccordo_wal_bytes", "Size of the store's write-ahead log");
  prometheus::Gauge& stuck_bodies =
      gauge("raccordo_stuck_bodies", "Bodies answered 202 over ten minutes ago and not yet processed");
  prometheus::Gauge& clock_ahead =
      gauge("raccordo_clock_ahead_seconds",
            "Seconds by which the clock is ahead; above 0 nothing is deleted for its age");

  prometheus::Counter& counter(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
  }
  prometheus::Gauge& gauge(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
  }

  void set_care(const Gauges& gauges_now) {
    const std::lock_guard lock(care_mutex);
    raise(commits, gauges_now.writes.commits);
    raise(failed_writes, gauges_now.writes.failed);
    raise(log_dropped, gauges_now.log_lines_dropped);
    const auto& last = gauges_now.writes.last_commit;
    last_commit.Set(last ? static_cast<double>(last->micros) / 1e6 : 0);
    free_bytes.Set(static_cast<double>(gauges_now.free_bytes));
    wal_bytes.Set(static_cast<double>(gauges_now.log_bytes));
    stuck_bodies.Set(static_cast<double>(gauges_now.stuck_bodies));
    clock_ahead.Set(static_cast<double>(gauges_now.clock_ahead_seconds));
  }
  static void raise(prometheus::Counter& to_raise, std::uint64_t value) {
    to_raise.Increment(std::max(0.0, static_cast<double>(value) - to_raise.Value()));
  }
  std::mutex care_mutex;

  void set(const std::string& name, std::uint64_t value) {
    gauges.Add({{"what", name}}).Set(static_cast<double>(value));
  }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, int status, double seconds) {
  impl_->requests.Add({{"route", std::string(route)}, {"status", std::to_string(status)}}).Increment();
  impl_->seconds.Observe(seconds);
}

void Metrics::count_records(std::string_view source, const model::Counts& counts) {
  const auto add = [&](const char* outcome, std::uint64_t count) {
    if (count == 0) return;
    impl_->records.Add({{"source", std::string(source)}, {"outcome", outcome}})
        .Increment(static_cast<double>(count));
  };
  add("accepted", counts.accepted);
  add("unchanged", counts.unchanged);
  add("quarantined", counts.quarantined);
  add("rejected", counts.rejected);
}

void Metrics::count_webhook_call(std::string_view outcome) {
  impl_->webhook_calls.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::count_fell_empty(std::string_view source, const std::vector<std::string>& fields) {
  for (const auto& field : fields)
    impl_->fell_empty.Add({{"source", std::string(source)}, {"field", field}}).Increment();
}

std::string Metrics::render(const Gauges& gauges) {
  impl_->set("connections_open", gauges.connections_open);
  impl_->set("connections_accepted", gauges.connections_accepted);
  impl_->set("handshake_failures", gauges.handshake_failures);
  impl_->set("timeouts", gauges.timeouts);
  impl_->set("submissions_at_work", gauges.submissions_at_work);
  impl_->set("body_bytes_held", gauges.body_bytes_held);
  impl_->set("spool_waiting", gauges.spool_waiting);
  for (const auto& [reason, count] : gauges.submissions_waiting) {
    impl_->stuck.Add({{"reason", reason}}).Set(static_cast<double>(count));
  }
  impl_->set_care(gauges);
  for (const auto& each : gauges.certificates) {
    impl_->certificates.Add({{"kind", each.kind}, {"name", each.name}})
        .Set(static_cast<double>(each.seconds));
  }
  impl_->set("connections_strangers", gauges.connections_strangers);
  impl_->set("connections_evicted", gauges.connections_evicted);
  impl_->set("connections_turned_away", gauges.connections_turned_away);
  impl_->set("submissions_refused", gauges.submissions_refused);
  impl_->set("webhook_events_pending", gauges.webhook_events_pending);
  impl_->set("webhook_events_given_up", gauges.webhook_events_given_up);
  impl_->set("webhooks_halted", gauges.webhooks_halted);
  for (const auto& [lane, load] : gauges.lanes) {
    impl_->set_lane(lane, "waiting", load.waiting);
    impl_->set_lane(lane, "running", load.running);
    impl_->set_lane(lane, "refused", load.refused);
  }
  for (const auto& [source, percent] : gauges.coverage_percent) {
    impl_->coverage.Add({{"source", source}}).Set(percent);
  }
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace raccordo::app
