// NodeDuty: work that one of several nodes does for all (a lease of that name), for example retention. Used
// by the threads of Service that do it. Threads: one at a time.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "store/interface/leases.hpp"
#include "store/interface/nodes.hpp"

namespace raccordo::app {

class NodeDuty {
 public:
  /// Both must outlive it.
  NodeDuty(const store::Nodes& nodes, store::Leases& leases, std::string name)
      : nodes_(nodes), leases_(leases), name_(std::move(name)) {}
  /// Whether this node has the duty now; takes it if nobody has it. Always true if one gateway serves the
  /// store. Asks the store every few seconds; throws as it does.
  bool is_mine();

 private:
  const store::Nodes& nodes_;
  store::Leases& leases_;
  const std::string name_;
  std::optional<std::chrono::steady_clock::time_point> asked_;
  bool mine_ = false;
};

}  // namespace raccordo::app
