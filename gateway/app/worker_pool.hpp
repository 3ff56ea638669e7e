// WorkerPool: a few threads that decode, map and answer, so that the I/O threads never block. What waits is
// bounded by admission and by the number of connections. Threads: post from any thread. Lifetimes: the
// destructor runs what was posted, then joins.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace raccordo::app {

class WorkerPool {
 public:
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  /// A job that throws ends the process: jobs catch what they may meet.
  void post(std::function<void()> job);
  /// Runs what was posted, then joins the threads; later posts are dropped.
  void stop();

 private:
  void work();
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace raccordo::app
