// LogQueue: the queue of log lines for standard error. A separate thread writes them, so that a reader that
// does not read never blocks the program. Used by log.cpp only. Bounded: kLogLines lines or kLogBytes bytes;
// beyond that lines are dropped and counted, and the count is logged as `log-dropped` once the reader reads
// again. Threads: all members from any thread. A forked program without the writing thread writes directly.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

namespace raccordo::base {

inline constexpr std::size_t kLogLines = 8192;
inline constexpr std::size_t kLogBytes = std::size_t{4} << 20;

class LogQueue {
 public:
  /// `told` makes the line that reports the number of dropped lines.
  LogQueue(int descriptor, std::function<std::string(std::uint64_t dropped)> told);
  LogQueue(const LogQueue&) = delete;
  LogQueue& operator=(const LogQueue&) = delete;
  /// Never called: the thread may block in a write indefinitely, so a queue lives as long as the program.
  ~LogQueue() = delete;

  /// Whether a line is written at once or a few milliseconds later, with those that follow it.
  enum class Haste : std::uint8_t { none, now };
  /// Never waits for the reader.
  void push(std::string line, Haste haste = Haste::none);
  /// Waits until all lines are written, `patience` at most. False if some are not.
  bool flush(std::chrono::milliseconds patience);
  std::uint64_t dropped() const;

 private:
  void work();
  void write_whole(const std::string& text) const;

  const int descriptor_;
  const std::function<std::string(std::uint64_t)> told_;
  const pid_t owner_;
  mutable std::mutex mutex_;
  std::condition_variable changed_, written_;
  std::deque<std::string> lines_;
  std::size_t bytes_ = 0;
  bool writing_ = false;
  bool hurry_ = false;  ///< somebody waits, or a line is urgent
  std::uint64_t dropped_ = 0, dropped_told_ = 0;
};

}  // namespace raccordo::base
