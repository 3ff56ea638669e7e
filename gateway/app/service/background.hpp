// Background: works off spooled bodies in the order of receipt, also those a crash left behind, on one
// thread. A body that cannot be processed now waits, is tried again, and keeps nobody else waiting; one that
// was in work at two ends of the process runs alone (body_verdict.hpp decides, lone_process.hpp performs).
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
#include "base/stop.hpp"
#include "intake/spool.hpp"

namespace raccordo::app {

class ActiveTables;
class TablesInForce;
class Metrics;

class Background {
 public:
  /// What it works with; all of it outlives it.
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
  /// Takes up what a crash left and begins to work.
  void start();
  /// A submission whose body is durable in the spool and whose row is stored.
  void enqueue(std::string submission);
  std::size_t waiting() const;
  /// How many bodies wait for something to pass, by reason; each reason that has occurred stands in it.
  std::map<std::string, std::uint64_t> stuck() const;
  /// Ends after the piece at hand (Work::stop is set); what waits stays durable and is taken up at the
  /// next start.
  void stop();

 private:
  void work();
  void watch();
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
  const void* rules_seen_ = nullptr;  ///< the rulebook that bodies were tried with last
  bool stopping_ = false;
  std::thread worker_, watcher_;
};

}  // namespace raccordo::app
