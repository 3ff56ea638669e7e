#include "store/sqlite/writer.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/log.hpp"
#include "base/storage_full.hpp"
#include "base/unreachable.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::store {
namespace {

/// Limits of one group while clients wait: a commit must be short enough for their p99. A weight of 512 is
/// the single posts of 256 connections.
constexpr std::size_t kGroupJobs = 512;
constexpr std::size_t kGroupWeight = 512;
/// Limit of one group of bulk jobs while no client waits: the more records a commit has, the fewer pages are
/// written for each. A prompt job ends such a group early (give_back).
constexpr std::size_t kBulkWeight = 4096;
/// Number of groups after a prompt job with one bulk job each: another prompt one may follow.
constexpr std::size_t kExpectPrompt = 16;
/// Time between two attempts to truncate the log while readers of an older state prevent it.
constexpr auto kLogPause = std::chrono::seconds(1);

bool is_storage_full(const std::exception_ptr& failed) {
  try {
    std::rethrow_exception(failed);
  } catch (const base::StorageFull&) {
    return true;
  } catch (...) {
    return false;
  }
}

void call_back(const SqliteWriter::Job& job, const std::exception_ptr& failed) {
  if (!job.done) return;
  try {
    job.done(failed);
  } catch (const std::exception& fault) {
    base::log(base::LogLevel::error, "store-callback-failed",
              {{base::LogField::reason, std::string(fault.what())}});
  }
}

}  // namespace

SqliteWriter::SqliteWriter(Connection& connection, std::size_t queue, Hooks hooks)
    : connection_(connection), bound_(queue), hooks_(std::move(hooks)), thread_([this] { loop(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_one();
  thread_.join();
}

void SqliteWriter::post(Job job, Admission admission) {
  {
    const std::lock_guard lock(mutex_);
    auto& queue = queue_of(job.urgency);
    // Each urgency has the whole limit: many pieces do not refuse a single post.
    if (admission == Admission::bounded && queue.jobs.size() >= bound_) throw QueueFull();
    queue.jobs.push_back(std::move(job));
    ++queue.posted;
  }
  work_.notify_one();
}

void SqliteWriter::flush() {
  std::unique_lock lock(mutex_);
  const auto prompt = prompt_.posted;
  const auto bulk = bulk_.posted;
  idle_.wait(lock, [&] { return prompt_.finished >= prompt && bulk_.finished >= bulk; });
}

void SqliteWriter::loop() {
  std::vector<Job> group;
  while (take_group(group)) {
    run_group(group);
    group.clear();
    const std::lock_guard lock(mutex_);
    for (auto* queue : {&prompt_, &bulk_}) queue->finished += std::exchange(queue->in_group, 0);
    idle_.notify_all();
  }
}

bool SqliteWriter::take_group(std::vector<Job>& group) {
  std::unique_lock lock(mutex_);
  const auto has_work = [&] { return stopping_ || !is_empty(); };
  while (log_holds_traces_ && !work_.wait_for(lock, kLogPause, has_work)) {
    lock.unlock();
    empty_log();
    lock.lock();
  }
  work_.wait(lock, has_work);
  move_jobs(prompt_, kGroupJobs, kGroupWeight, group);
  if (!group.empty()) {
    prompt_lately_ = kExpectPrompt;
  } else if (prompt_lately_ > 0) {
    --prompt_lately_;
  }
  // At least one piece, however many prompt jobs there are: no starvation.
  const bool alone = prompt_lately_ == 0;
  move_jobs(bulk_, alone ? kGroupJobs : 1, alone ? kBulkWeight : 1, group);
  return !group.empty();
}

void SqliteWriter::move_jobs(Queue& from, std::size_t jobs, std::size_t most, std::vector<Job>& group) {
  std::size_t weight = 0;
  while (!from.jobs.empty() && from.in_group < jobs && weight < most) {
    weight += from.jobs.front().weight;
    group.push_back(std::move(from.jobs.front()));
    from.jobs.pop_front();
    ++from.in_group;
  }
}

bool SqliteWriter::give_back(std::vector<Job>& group, std::size_t first) {
  const std::lock_guard lock(mutex_);
  if (prompt_.jobs.empty()) return false;
  while (group.size() > first) {
    bulk_.jobs.push_front(std::move(group.back()));
    group.pop_back();
    --bulk_.in_group;
  }
  return true;
}

void SqliteWriter::run_group(std::vector<Job>& group) {
  std::vector<std::exception_ptr> failed;
  try {
    const bool together = run_together(group);
    failed.resize(group.size());
    if (!together) run_apart(group, failed);
    commit();
    log_holds_traces_ = log_holds_traces_ || std::any_of(group.begin(), group.end(), [](const Job& job) {
                          return job.traces == Traces::removed;
                        });
    if (log_holds_traces_) empty_log();
  } catch (...) {
    failed.resize(group.size());
    roll_back();
    for (auto& each : failed) {
      if (!each) each = std::current_exception();
    }
  }
  note(failed);
  for (std::size_t i = 0; i < group.size(); ++i) call_back(group[i], failed[i]);
}

void SqliteWriter::commit() {
  if (hooks_.before_commit) hooks_.before_commit(connection_);
  connection_.commit();
  if (hooks_.after_commit) hooks_.after_commit(connection_);
}

void SqliteWriter::note(const std::vector<std::exception_ptr>& failed) {
  const std::lock_guard lock(mutex_);
  bool all = true;
  for (const auto& each : failed) {
    all = all && each;
    if (each) ++figures_.failed;
  }
  if (!all) {
    ++figures_.commits;
    figures_.last_commit = base::system_clock().now();
    figures_.storage_full = false;
  } else if (is_storage_full(failed.front())) {
    figures_.storage_full = true;
  }
}

WriteFigures SqliteWriter::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

bool SqliteWriter::run_together(std::vector<Job>& group) {
  connection_.begin_writing();
  const bool is_bulk = group.front().urgency == Urgency::bulk;
  try {
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (is_bulk && i > 0 && give_back(group, i)) break;
      group[i].run(connection_);
    }
    connection_.settle();
    return true;
  } catch (const base::Unreachable&) {
    throw;  // each of them would wait as long for the same server or lock
  } catch (...) {
    if (group.size() == 1) throw;
    roll_back();
    return false;
  }
}

void SqliteWriter::run_apart(const std::vector<Job>& group, std::vector<std::exception_ptr>& failed) {
  connection_.begin_writing();
  for (std::size_t i = 0; i < group.size(); ++i) {
    connection_.run("SAVEPOINT job");
    try {
      group[i].run(connection_);
      connection_.settle();
    } catch (const base::Unreachable&) {
      throw;
    } catch (...) {
      failed[i] = std::current_exception();
      // A full disk may have rolled back the whole transaction, including savepoints.
      if (!connection_.in_transaction()) throw;
      connection_.undo("ROLLBACK TO job");
      if (hooks_.undone) hooks_.undone();
    }
    connection_.run("RELEASE job");
  }
}

void SqliteWriter::empty_log() {
  if (connection_.session()) {  // the server has its own log
    log_holds_traces_ = false;
    return;
  }
  // All clients of the writer wait for this: it gives up soon and tries again later.
  try {
    connection_.execute("PRAGMA busy_timeout = 100");
    {
      auto query = connection_.query("PRAGMA wal_checkpoint(TRUNCATE)");
      log_holds_traces_ = !query.step() || query.integer(0) != 0;
    }
    connection_.execute("PRAGMA busy_timeout = 20000");
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "store-log-not-emptied",
              {{base::LogField::reason, std::string(fault.what())}});
  }
}

void SqliteWriter::roll_back() {
  if (hooks_.undone) hooks_.undone();
  if (hooks_.rolled_back) hooks_.rolled_back();
  try {
    if (connection_.in_transaction()) connection_.roll_back();
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "store-rollback-failed",
              {{base::LogField::reason, std::string(fault.what())}});
  }
}

}  // namespace raccordo::store
