#include "app/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

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

  prometheus::Family<prometheus::Gauge>& stuck =
      prometheus::BuildGauge()
          .Name("raccordo_submissions_waiting")
          .Help("Submissions taken in that wait for something to pass, by reason")
          .Register(registry);

  prometheus::Family<prometheus::Gauge>& certificates =
      prometheus::BuildGauge()
          .Name("raccordo_certificate_expiry_seconds")
          .Help("Seconds until a certificate or revocation list ends; negative once it has ended")
          .Register(registry);

  prometheus::Family<prometheus::Gauge>& lanes =
      prometheus::BuildGauge()
          .Name("raccordo_lane_jobs")
          .Help("Jobs of a lane: waiting, running, and refused so far because it was full")
          .Register(registry);

  void set_lane(const std::string& lane, const char* what, std::uint64_t value) {
    lanes.Add({{"lane", lane}, {"what", what}}).Set(static_cast<double>(value));
  }
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
  for (const auto& each : gauges.certificates) {
    impl_->certificates.Add({{"kind", each.kind}, {"name", each.name}})
        .Set(static_cast<double>(each.seconds));
  }
  impl_->set("connections_strangers", gauges.connections_strangers);
  impl_->set("connections_evicted", gauges.connections_evicted);
  impl_->set("connections_turned_away", gauges.connections_turned_away);
  impl_->set("submissions_refused", gauges.submissions_refused);
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
