// PieceGate: limits the pieces of a run that are handed to the store and not yet durable, so that a large
// document does not fill the memory. Entered by the decoding thread, left by the store's.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>

namespace raccordo::app {

class PieceGate {
 public:
  explicit PieceGate(std::size_t places) : places_(places), free_(places) {}

  /// Waits for a place; throws the error of an earlier piece.
  void enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return free_ > 0; });
    if (failed_) std::rethrow_exception(failed_);
    --free_;
  }
  /// Returns the place; returns the error of this or an earlier piece, or null.
  std::exception_ptr leave(const std::exception_ptr& failed) {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (failed && !failed_) failed_ = failed;
    changed_.notify_all();
    return failed_;
  }
  /// Waits until all pieces have left: none is on its way to the store.
  void wait_until_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return free_ == places_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::size_t places_;
  std::size_t free_;
  std::exception_ptr failed_;
};

}  // namespace raccordo::app
