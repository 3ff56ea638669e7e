// Service: the objects shared by the routes of a running gateway. Made once by `serve`; routes take a
// reference. Threads: everything here may be used from any thread.
#pragma once

#include <atomic>
#include <memory>

#include "app/ingest/chunk_shelf.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/installation.hpp"
#include "app/rules/tables_in_force.hpp"
#include "app/service/background.hpp"
#include "app/service/certificate_watch.hpp"
#include "app/service/clock_guard.hpp"
#include "app/service/health.hpp"
#include "app/service/housekeeping.hpp"
#include "app/service/lanes.hpp"
#include "app/service/metrics.hpp"
#include "app/service/node_book.hpp"
#include "app/service/replay_thread.hpp"
#include "app/service/webhook_sender.hpp"
#include "base/stop.hpp"
#include "intake/admission.hpp"
#include "intake/spool.hpp"

namespace raccordo::app {

struct Service {
  /// Takes ownership of the installation; the lanes have threads for that many cores.
  Service(std::unique_ptr<Installation> opened, unsigned cores);

  std::unique_ptr<Installation> installation;
  const base::Clock& clock = base::system_clock();
  store::CaseStore& store;
  TablesInForce tables;  ///< with the rulebook they belong to
  const Keyring& keys;
  Metrics metrics;
  CertificateWatch certificates;
  intake::Admission admission;
  std::shared_ptr<ChunkShelf> shelf;  ///< bodies in the database
  intake::Spool spool;
  NodeBook nodes;
  std::atomic<bool> draining{false};
  base::StopFlag stop{false};  ///< set when the gateway must end: long work ends at its next piece
  Background background;       ///< works off spooled bodies
  ClockGuard clock_guard;
  Health health;
  Housekeeping housekeeping;
  ReplayThread replays;
  WebhookSender webhooks;
  Lanes lanes;

  const Config& config() const { return installation->book->config; }
};

}  // namespace raccordo::app
