#include "app/service/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <iterator>

#include "app/service/metric_page.hpp"

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

std::string Metrics::render(const Gauges& gauges) const {
  auto families = impl_->registry.Collect();
  auto read_now = families_of(gauges);
  families.insert(families.end(), std::make_move_iterator(read_now.begin()),
                  std::make_move_iterator(read_now.end()));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace raccordo::app
