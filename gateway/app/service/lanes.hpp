// Lanes: what a gateway does at once, apart by how long it may take, so that nobody's long work stops
// another's short answer. A Route says its lane; submissions go by size. Each lane has its own queue, threads
// and connections to read the store with.
// Threads: all members from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "app/service/worker_pool.hpp"

namespace raccordo::app {

enum class Lane : std::uint8_t {
  requests,       ///< short answers from memory or a few rows; single small posts. Waits for nothing
  changes,        ///< short changes that wait for the store's commit: erasure, steps of a table
  documents,      ///< decoding of bodies above kSmallPost
  administration  ///< whatever may read or compute much: impact, activation, exports, searches, lists
};
inline constexpr std::array kLanes = {Lane::requests, Lane::changes, Lane::documents, Lane::administration};
std::string_view to_string(Lane lane);

/// A submission of at most this many bytes is a single small post.
inline constexpr std::size_t kSmallPost = 64 << 10;

class Lanes {
 public:
  /// `cores` of the machine.
  explicit Lanes(unsigned cores);
  WorkerPool& operator[](Lane lane);
  /// Releases are computed one after the other, on a thread of their own; whoever orders one does not wait.
  WorkerPool& releases() { return releases_; }
  void stop();

 private:
  WorkerPool requests_, changes_, documents_, administration_, releases_;
};

}  // namespace raccordo::app
