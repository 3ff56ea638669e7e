// PieceGate: lets a run hand only so many pieces to the store at once, so that a large document never piles
// up in memory. Entered by the decoding thread, left by the store's.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>

namespace raccordo::app {

class PieceGate {
 public:
  explicit PieceGate(std::size_t places) : places_(places), free_(places) {}

  /// Waits for a place; throws what made an earlier piece fail.
  void enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return free_ > 0; });
    if (failed_) std::rethrow_exception(failed_);
    --free_;
  }
  /// Gives the place back; returns what made this or an earlier piece fail, or null.
  std::exception_ptr leave(const std::exception_ptr& failed) {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (failed && !failed_) failed_ = failed;
    changed_.notify_all();
    return failed_;
  }
  /// Waits until all that entered have left: nothing is on its way to the store any more.
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
