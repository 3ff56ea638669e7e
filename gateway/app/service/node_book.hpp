// NodeBook: the nodes as this one last read them, so that /status, /metrics and limits need not ask the
// store. Owned by Service; NodeHeartbeat writes it. Threads: all members from any thread.
#pragma once

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include "store/interface/nodes.hpp"

namespace raccordo::app {

class NodeBook {
 public:
  void set(std::vector<store::NodeRow> nodes) {
    const std::lock_guard lock(mutex_);
    nodes_ = std::move(nodes);
  }
  /// Empty if one gateway serves the store.
  std::vector<store::NodeRow> nodes() const {
    const std::lock_guard lock(mutex_);
    return nodes_;
  }
  /// At least 1: this one.
  std::size_t live() const {
    const std::lock_guard lock(mutex_);
    const auto count =
        std::count_if(nodes_.begin(), nodes_.end(), [](const auto& node) { return node.is_live; });
    return std::max<std::size_t>(1, static_cast<std::size_t>(count));
  }

 private:
  mutable std::mutex mutex_;
  std::vector<store::NodeRow> nodes_;
};

}  // namespace raccordo::app
