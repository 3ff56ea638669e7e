// Metrics: technical counters for Prometheus, on the loopback listener only. Never counts of persons or small
// cells.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/service/certificate_watch.hpp"
#include "model/receipt.hpp"
#include "store/interface/store_care.hpp"

namespace raccordo::app {

/// Values read for each scrape.
struct Gauges {
  std::uint64_t connections_open = 0, connections_accepted = 0, handshake_failures = 0, timeouts = 0;
  std::uint64_t submissions_at_work = 0, body_bytes_held = 0, spool_waiting = 0;
  std::vector<CertificateExpiry> certificates;
  std::uint64_t connections_strangers = 0, connections_evicted = 0, connections_turned_away = 0;
  std::uint64_t submissions_refused = 0;
  struct LaneLoad {
    std::uint64_t waiting = 0, running = 0, refused = 0;
  };
  std::map<std::string, LaneLoad> lanes;
  std::map<std::string, std::uint64_t>
      submissions_waiting;  ///< spooled bodies that cannot be processed now, by reason
  store::WriteFigures writes;
  std::uint64_t free_bytes = 0, log_bytes = 0, stuck_bodies = 0, log_lines_dropped = 0;
  std::int64_t clock_ahead_seconds = 0;
  std::uint64_t webhook_events_pending = 0, webhook_events_given_up = 0, webhooks_halted = 0;
  std::map<std::string, int> coverage_percent;  ///< of this month by source, whole percent, none under 100
};

/// Threads: all members from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  /// `route` is the pattern, never the path, which may contain a record_id.
  void count_request(std::string_view route, int status, double seconds);
  /// Fields of a source that became empty in a document.
  void count_fell_empty(std::string_view source, const std::vector<std::string>& fields);
  void count_records(std::string_view source, const model::Counts& counts);
  /// `outcome` as in webhook_calls.hpp.
  void count_webhook_call(std::string_view outcome);
  /// The page in Prometheus's text format.
  std::string render(const Gauges& gauges);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::app
