// ByteBudget: how many bytes of large bodies may be held in memory at once, over all requests. Used by
// SmallBodySink for tables; submissions stream and need none.
// Threads: any; a Share belongs to one request.
#pragma once

#include <atomic>
#include <cstddef>

namespace raccordo::app {

class ByteBudget {
 public:
  explicit ByteBudget(std::size_t limit) : limit_(limit) {}
  ByteBudget(const ByteBudget&) = delete;
  ByteBudget& operator=(const ByteBudget&) = delete;

  /// What one request holds; given back at the end of its life.
  class Share {
   public:
    explicit Share(ByteBudget& budget) : budget_(budget) {}
    ~Share() { budget_.used_ -= bytes_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    /// False, and nothing is taken, if that would be more than the budget.
    [[nodiscard]] bool take(std::size_t bytes) {
      if (budget_.used_.fetch_add(bytes) + bytes > budget_.limit_) {
        budget_.used_ -= bytes;
        return false;
      }
      bytes_ += bytes;
      return true;
    }

   private:
    ByteBudget& budget_;
    std::size_t bytes_ = 0;
  };

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_{0};
};

}  // namespace raccordo::app
