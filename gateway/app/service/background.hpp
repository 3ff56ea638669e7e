// Background: processes spooled bodies in the order of receipt, including those of a crashed process, on one
// thread. A body that cannot be processed now waits, is tried again, and does not block others; a body that
// was being processed at two ends of the process runs alone (body_verdict.hpp decides, lone_process.hpp
// executes).
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/ingest/body_queue.hpp"
#include "app/rules/installation.hpp"
#include "app/service/failure_log.hpp"
#include "base/stop.hpp"
#include "intake/spool.hpp"

namespace raccordo::app {

class ActiveTables;
class TablesInForce;
class Metrics;

class Background {
 public:
  /// References that must outlive it.
  struct Work {
    store::CaseStore& store;
    intake::Spool& spool;
    TablesInForce& tables;
    const Installation& installation;
    Metrics& metrics;
    const base::Clock& clock;
    const base::StopFlag& stop;
  };
  explicit Background(const Work& work) : at_(work) {}
  ~Background();
  /// Queues the bodies left by a crash and starts.
  void start();
  /// A submission whose body is durable in the spool and whose row is stored.
  void enqueue(std::string submission);
  std::size_t waiting() const;
  /// Number of waiting bodies, by reason; each reason that has occurred stays in the map.
  std::map<std::string, std::uint64_t> stuck() const;
  /// Ends after the current piece (Work::stop is set); waiting bodies are durable and are processed after the
  /// next start.
  void stop();

 private:
  void work();
  void watch();
  void keep_body(const store::SubmissionRow& row);
  std::optional<BodyQueue::Item> next_item();
  void look_for_more();
  BodyOutcome process(const std::string& submission);
  BodyOutcome run(const store::SubmissionRow& row, BodyMode mode, std::shared_ptr<const ActiveTables> tables);
  void finish(const store::SubmissionRow& row, BodyMode mode, const BodyOutcome& outcome);
  void note_without_progress(const std::string& submission);
  bool stop_asked() const;
  Work at_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  BodyQueue queue_;
  std::atomic<std::uint64_t> progress_{0};
  const void* rules_seen_ = nullptr;  ///< the rulebook of the last attempt
  bool stopping_ = false;
  FailureLog failures_{"background-look-failed"};
  std::thread worker_, watcher_;
};

}  // namespace raccordo::app
