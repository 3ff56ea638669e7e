// PieceGate: limits the bytes of the pieces of a run that are handed to the store and not yet durable, so
// that a large document does not fill the memory. Entered by the decoding thread, left by the store's.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>

namespace raccordo::app {

class PieceGate {
 public:
  explicit PieceGate(std::size_t bytes) : bytes_(bytes), free_(bytes) {}

  /// Waits for room for a piece, a larger one than all bytes for an empty gate; throws the error of an
  /// earlier piece.
  void enter(std::size_t bytes) {
    std::unique_lock lock(mutex_);
    const auto needed = std::min(bytes, bytes_);
    changed_.wait(lock, [&] { return free_ >= needed; });
    if (failed_) std::rethrow_exception(failed_);
    free_ -= needed;
  }
  /// Returns the room of a piece that has entered; returns the error of this or an earlier piece, or null.
  std::exception_ptr leave(const std::exception_ptr& failed, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    free_ += std::min(bytes, bytes_);
    if (failed && !failed_) failed_ = failed;
    changed_.notify_all();
    return failed_;
  }
  /// Waits until all pieces have left: none is on its way to the store.
  void wait_until_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return free_ == bytes_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::size_t bytes_;
  std::size_t free_;
  std::exception_ptr failed_;
};

}  // namespace raccordo::app
