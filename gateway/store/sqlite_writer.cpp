#include "store/sqlite_writer.hpp"

#include <iterator>
#include <utility>

#include "base/log.hpp"
#include "store/case_store.hpp"

namespace raccordo::store {
namespace {

/// Bounds of one group: a commit must stay short enough for the p99 of those who wait behind it. A weight of
/// 512 is two pieces of a large document, or the single posts of 256 connections.
constexpr std::size_t kGroupJobs = 512;
constexpr std::size_t kGroupWeight = 512;

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

SqliteWriter::SqliteWriter(Connection& connection, std::size_t queue, std::function<void()> undone)
    : connection_(connection), queue_(queue), undone_(std::move(undone)), thread_([this] { loop(); }) {}

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
    if (admission == Admission::bounded && jobs_.size() >= queue_) throw QueueFull();
    jobs_.push_back(std::move(job));
    ++posted_;
  }
  work_.notify_one();
}

void SqliteWriter::flush() {
  std::unique_lock lock(mutex_);
  const auto wanted = posted_;
  idle_.wait(lock, [&] { return finished_ >= wanted; });
}

void SqliteWriter::loop() {
  std::vector<Job> group;
  while (take_group(group)) {
    run_group(group);
    const auto count = group.size();
    group.clear();
    const std::lock_guard lock(mutex_);
    finished_ += count;
    idle_.notify_all();
  }
}

bool SqliteWriter::take_group(std::vector<Job>& group) {
  std::unique_lock lock(mutex_);
  work_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
  std::size_t weight = 0;
  while (!jobs_.empty() && group.size() < kGroupJobs && weight < kGroupWeight) {
    weight += jobs_.front().weight;
    group.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return !group.empty();
}

void SqliteWriter::run_group(std::vector<Job>& group) {
  std::vector<std::exception_ptr> failed(group.size());
  try {
    if (!run_together(group)) run_apart(group, failed);
    connection_.run("COMMIT");
  } catch (...) {
    roll_back();
    for (auto& each : failed) {
      if (!each) each = std::current_exception();
    }
  }
  for (std::size_t i = 0; i < group.size(); ++i) call_back(group[i], failed[i]);
}

bool SqliteWriter::run_together(const std::vector<Job>& group) {
  connection_.run("BEGIN IMMEDIATE");
  try {
    for (const auto& job : group) job.run(connection_);
    return true;
  } catch (...) {
    if (group.size() == 1) throw;
    roll_back();
    return false;
  }
}

void SqliteWriter::run_apart(const std::vector<Job>& group, std::vector<std::exception_ptr>& failed) {
  connection_.run("BEGIN IMMEDIATE");
  for (std::size_t i = 0; i < group.size(); ++i) {
    connection_.run("SAVEPOINT job");
    try {
      group[i].run(connection_);
    } catch (...) {
      failed[i] = std::current_exception();
      // A full disk may have ended the whole transaction, savepoints and all.
      if (!connection_.in_transaction()) throw;
      connection_.run("ROLLBACK TO job");
      undone_();
    }
    connection_.run("RELEASE job");
  }
}

void SqliteWriter::roll_back() {
  undone_();
  try {
    if (connection_.in_transaction()) connection_.run("ROLLBACK");
  } catch (const base::SystemFault& fault) {
    base::log(base::LogLevel::error, "store-rollback-failed",
              {{base::LogField::reason, std::string(fault.what())}});
  }
}

}  // namespace raccordo::store
