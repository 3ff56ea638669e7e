// StoredGauges: the gauges of /metrics that are read from the store, on a thread of their own, so that a
// scrape is answered in time whatever the store does. Used by AdminGateway. Threads: read from any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/service/certificate_watch.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct StoredGauges {
  std::uint64_t stuck_bodies = 0;  ///< received more than ten minutes ago
  std::uint64_t webhook_events_pending = 0, webhook_events_given_up = 0, webhooks_halted = 0;
  std::map<std::string, int> coverage_percent;  ///< as in Gauges
  std::vector<CertificateExpiry> certificates;  ///< of the gateway's files and of clients
};

/// Throws what the store throws.
StoredGauges read_stored_gauges(store::CaseStore& store, const CertificateWatch& certificates,
                                base::Instant now);

class StoredGaugesReader {
 public:
  /// All must outlive it.
  StoredGaugesReader(store::CaseStore& store, const CertificateWatch& certificates, const base::Clock& clock);
  ~StoredGaugesReader();
  StoredGaugesReader(const StoredGaugesReader&) = delete;
  StoredGaugesReader& operator=(const StoredGaugesReader&) = delete;

  /// What the store has now; what it had when it was read last if it does not answer within a second.
  StoredGauges read();

 private:
  void work();
  store::CaseStore& store_;
  const CertificateWatch& certificates_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t asked_ = 0, tried_ = 0;  ///< numbers of the newest call of read, and of the one served
  StoredGauges last_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace raccordo::app
