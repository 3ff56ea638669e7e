// Gauges: what the gateway reads for each scrape of /metrics.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/service/certificate_watch.hpp"
#include "store/interface/nodes.hpp"
#include "store/interface/store_care.hpp"

namespace raccordo::app {

struct Gauges {
  std::string node;                   ///< `node` of the configuration
  std::vector<store::NodeRow> nodes;  ///< of several: all that ever served, as last read
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
  bool working = false;     ///< `/status` answers 200
  store::WriteFigures writes;
  std::uint64_t free_bytes = 0, log_bytes = 0, stuck_bodies = 0, log_lines_dropped = 0;
  std::int64_t clock_ahead_seconds = 0;
  double clock_difference_seconds = 0;  ///< base::clock_difference()
  std::uint64_t webhook_events_pending = 0, webhook_events_given_up = 0, webhooks_halted = 0;
  std::map<std::string, int> coverage_percent;  ///< of this month by source, whole percent, none under 100
};

}  // namespace raccordo::app
