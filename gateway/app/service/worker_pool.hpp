// WorkerPool: a bounded queue with threads of its own, so that one kind of work never waits for another.
// Within the lane each client has a queue of its own; they are served in turn by weight (deficit round
// robin), and no client uses all threads. Owned by Lanes; independent of HTTP. Threads: all members from any
// thread. Lifetimes: the destructor runs accepted jobs, then joins. Errors: a job that throws ends the
// process: jobs must catch their exceptions.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace raccordo::app {

struct LaneLimits {
  unsigned threads = 2;
  std::size_t waiting = 1024;            ///< total number of jobs; beyond: full
  std::size_t waiting_per_client = 256;  ///< jobs of one client; beyond: full for it
  std::uint64_t quantum = 1;             ///< weight for which each client is served in its turn
};

class WorkerPool {
 public:
  using Job = std::function<void()>;
  enum class Offer : std::uint8_t { taken, client_full, lane_full };
  struct Load {
    std::size_t waiting = 0, running = 0;
    std::uint64_t refused = 0;  ///< number of refused offers so far
  };

  /// `enter` is called on each new thread first.
  WorkerPool(const LaneLimits& limits, std::function<void()> enter = {});
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Accepts the job if there is room for it. `weight` is at least 1: bytes, or 1 for jobs of equal size.
  Offer offer(const std::string& client, std::uint64_t weight, Job job);
  /// The same for a further step of accepted work: always accepted (unless the lane has stopped).
  void post(const std::string& client, std::uint64_t weight, Job job);
  Load load() const;
  /// Runs accepted jobs, then joins the threads; later jobs are dropped.
  void stop();

 private:
  struct Waiting {
    std::uint64_t weight;
    Job job;
  };
  struct Client {
    std::deque<Waiting> jobs;
    std::uint64_t credit = 0;
    std::size_t running = 0;
    bool in_turn = false;  ///< has received its quantum for the current turn
  };

  void push(const std::string& client, std::uint64_t weight, Job job);
  bool may_run(const Client& client) const { return client.running < most_of_one_; }
  bool any_may_run() const;
  /// True if a thread should be woken. One at a time: each wakes the next one if jobs are left, so threads
  /// that are awake already do most of the work, and few are woken for nothing.
  bool wants_another();
  /// Gives all clients the credit of as many rounds as pass before the next one can pay for its first job: a
  /// job of 8,000 bytes and a quantum of 1 are 8,000 rounds.
  void pass_rounds();
  /// The next job in turn; `client` is set to its client. Call only if any_may_run().
  Job take(std::string& client);
  void finish(const std::string& client);
  void work();

  const LaneLimits limits_;
  const std::size_t most_of_one_;  ///< maximum number of threads of one client
  const std::function<void()> enter_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<std::string, Client> clients_;
  std::list<std::string> turns_;  ///< clients with queued jobs; it is the first one's turn
  std::size_t waiting_ = 0, running_ = 0;
  std::size_t idle_ = 0;    ///< threads that wait for a job
  bool is_waking_ = false;  ///< one of them was notified and has not come yet
  std::uint64_t refused_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace raccordo::app
