// The one writer of a SQLite file: a thread that runs all queued jobs in one transaction and makes them
// durable with one commit (group commit). Called by SqliteStore for every change. While one group is being
// flushed the next one gathers, so an idle writer adds no delay. Threads: post and flush from any thread
// except the writer's own; jobs and callbacks run on the writer's thread. Errors: a job that throws is rolled
// back alone; if the commit fails, every job of its group fails.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "store/interface/store_care.hpp"
#include "store/interface/write_done.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Whether a job counts against the limit of the queue; `always` is for jobs that must not be refused because
/// they free resources or belong to accepted work.
enum class Admission { bounded, always };

/// Whether a client waits for this job (`prompt`), or it is a piece of longer work (`bulk`). Jobs of one
/// urgency run in the order posted; prompt ones run before bulk ones, but each group takes at least one bulk
/// job.
enum class Urgency { prompt, bulk };
/// Traces on disk of deleted data: SQLite overwrites it in the database (secure_delete), but the write-ahead
/// log still has the old pages until it is truncated.
enum class Traces : std::uint8_t { in_log, removed };

class SqliteWriter {
 public:
  struct Job {
    std::function<void(Connection&)> run;  ///< may run twice: again, alone, if another of its group failed
    std::function<void(std::exception_ptr)> done;  ///< after the commit is durable, or with the error
    std::size_t weight = 1;                        ///< approximate rows: limits the size of one commit
    Urgency urgency = Urgency::prompt;
    Traces traces = Traces::in_log;  ///< removed: the log is truncated before `done` is called
  };

  /// Other work on the writer's thread.
  struct Hooks {
    std::function<void()> undone;  ///< a job or a transaction was rolled back: caches of it are invalid
    std::function<void(Connection&)> before_commit;  ///< within the transaction
    std::function<void(Connection&)> after_commit;   ///< if it throws, all jobs fail
    std::function<void()> rolled_back = {};          ///< nothing of the whole transaction is stored
  };
  SqliteWriter(Connection& connection, std::size_t queue, Hooks hooks);
  /// Completes the queue.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Throws QueueFull.
  void post(Job job, Admission admission = Admission::bounded);
  WriteFigures figures() const;
  /// Returns when everything posted before is durable or has failed, callbacks included.
  void flush();

 private:
  void loop();
  bool take_group(std::vector<Job>& group);
  void run_group(std::vector<Job>& group);
  /// The usual way, without savepoints, which would copy every page before it is changed. False if a job of
  /// several failed; then nothing of the group is stored.
  bool run_together(std::vector<Job>& group);
  /// If a prompt job waits, returns the bulk jobs of the group from `first` on to the front of their queue.
  bool give_back(std::vector<Job>& group, std::size_t first);
  /// The slow way: each job in a savepoint of its own, so that a failing one is rolled back alone.
  void run_apart(const std::vector<Job>& group, std::vector<std::exception_ptr>& failed);
  void roll_back();
  /// Copies the log into the database and truncates it. A reader of an older state may prevent it: it is then
  /// tried again after each group, and every second.
  void empty_log();
  void commit();
  void note(const std::vector<std::exception_ptr>& failed);

  Connection& connection_;
  const std::size_t bound_;  ///< of each urgency
  const Hooks hooks_;
  mutable std::mutex mutex_;
  std::condition_variable work_, idle_;
  /// Jobs of one urgency, first come, first served.
  struct Queue {
    std::deque<Job> jobs;
    std::uint64_t posted = 0, finished = 0;
    std::size_t in_group = 0;  ///< of the current group
  };
  Queue& queue_of(Urgency urgency) { return urgency == Urgency::prompt ? prompt_ : bulk_; }
  bool is_empty() const { return prompt_.jobs.empty() && bulk_.jobs.empty(); }
  static void move_jobs(Queue& from, std::size_t jobs, std::size_t most, std::vector<Job>& group);
  Queue prompt_, bulk_;
  std::size_t prompt_lately_ = 0;  ///< further groups for which prompt jobs are expected
  bool stopping_ = false;
  bool log_holds_traces_ = false;  ///< used by the writer's thread only
  WriteFigures figures_;
  std::thread thread_;
};

/// Queues `work(connection)`, whose result is passed to `done` once it is durable. `work` may run twice.
template <class Work, class T>
void post_write(SqliteWriter& writer, Work work, Done<T> done, std::size_t weight = 1,
                Admission admission = Admission::bounded, Urgency urgency = Urgency::prompt,
                Traces traces = Traces::in_log) {
  auto result = std::make_shared<T>();
  SqliteWriter::Job job;
  job.run = [result, work = std::move(work)](Connection& db) { *result = work(db); };
  job.done = [result, done = std::move(done)](const std::exception_ptr& failed) {
    if (done) done(failed, failed ? T{} : std::move(*result));
  };
  job.weight = weight;
  job.urgency = urgency;
  job.traces = traces;
  writer.post(std::move(job), admission);
}

}  // namespace raccordo::store
