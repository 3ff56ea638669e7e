// NodeHeartbeat: reports this node to the others and renews its leases (store/interface/nodes.hpp), goes by
// the database's clock, and loads tables that another node has put in force, on a thread of its own. Does
// nothing if one gateway serves the store. Made by `serve` before any work begins, and ended after all work.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/ingest/chunk_shelf.hpp"
#include "app/rules/tables_in_force.hpp"
#include "app/service/failure_log.hpp"
#include "app/service/node_book.hpp"
#include "intake/admission.hpp"
#include "store/interface/nodes.hpp"

namespace raccordo::app {

class NodeHeartbeat {
 public:
  /// References that must outlive it.
  struct Parts {
    store::Nodes& nodes;
    TablesInForce& tables;
    NodeBook& book;
    intake::Admission& admission;
    ChunkShelf& shelf;
  };
  /// Returns once the node is entered; throws base::SystemFault.
  explicit NodeHeartbeat(const Parts& parts);
  /// The node counts as gone afterwards.
  ~NodeHeartbeat();
  NodeHeartbeat(const NodeHeartbeat&) = delete;
  NodeHeartbeat& operator=(const NodeHeartbeat&) = delete;

 private:
  void work();
  void step();
  void beat();
  const Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point beaten_;
  FailureLog failures_{"node-not-renewed"};
  std::thread thread_;
};

}  // namespace raccordo::app
