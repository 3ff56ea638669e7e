// Lanes: the work of a gateway, separated by duration, so that long work does not delay short answers. Each
// Route has a lane; submissions are assigned by size. Each lane has its own queue, threads and read
// connections of the store. Threads: all members from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "app/service/worker_pool.hpp"

namespace raccordo::app {

enum class Lane : std::uint8_t {
  requests,       ///< short answers from memory or a few rows; single small posts. Must not wait
  changes,        ///< short writes that wait for the store's commit: erasure, steps of a table
  documents,      ///< decoding of bodies above kSmallPost
  administration  ///< everything that may read or compute much: impact, activation, exports, searches, lists
};
inline constexpr std::array kLanes = {Lane::requests, Lane::changes, Lane::documents, Lane::administration};
std::string_view to_string(Lane lane);

/// A submission of at most this many bytes is a single small post.
inline constexpr std::size_t kSmallPost = 64 << 10;

class Lanes {
 public:
  /// `cores`: processors of the machine.
  explicit Lanes(unsigned cores);
  WorkerPool& operator[](Lane lane);
  /// Releases are computed one after the other, on a thread of their own; the caller of an order does not
  /// wait.
  WorkerPool& releases() { return releases_; }
  void stop();

 private:
  WorkerPool requests_, changes_, documents_, administration_, releases_;
};

}  // namespace raccordo::app
