// ByteBudget: limits the bytes of large bodies in memory, over all requests. Used by SmallBodySink for
// tables; submissions stream and do not use it. Threads: any; a Share belongs to one request.
#pragma once

#include <atomic>
#include <cstddef>

namespace raccordo::app {

class ByteBudget {
 public:
  explicit ByteBudget(std::size_t limit) : limit_(limit) {}
  ByteBudget(const ByteBudget&) = delete;
  ByteBudget& operator=(const ByteBudget&) = delete;

  /// The bytes of one request; returned by the destructor.
  class Share {
   public:
    explicit Share(ByteBudget& budget) : budget_(budget) {}
    ~Share() { budget_.used_ -= bytes_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    /// False, and nothing is taken, if that would exceed the budget.
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
