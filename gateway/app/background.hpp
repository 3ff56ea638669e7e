// Background: one thread that works off spooled bodies in order of arrival, also those a crash left behind,
// and another that applies retention every hour and
// writes the head of the audit to the log every day.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "base/time.hpp"

namespace raccordo::app {

struct Service;

class Background {
 public:
  explicit Background(Service& service) : service_(service) {}
  ~Background();
  /// Takes up what a crash left and begins to work.
  void start();
  /// A submission whose body is durable in the spool and whose row is stored.
  void enqueue(std::string submission);
  std::size_t waiting() const;
  /// Ends after the document at hand; what waits stays durable and is taken up at the next start.
  void stop();

 private:
  void work();
  void tend();
  bool try_to_process(const std::string& submission);
  void process(const std::string& submission);
  void apply_retention();
  void tend_audit();
  Service& service_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> queue_;
  bool stopping_ = false;
  base::Date head_told_;  ///< the day whose head went to the log last
  std::thread worker_, keeper_;
};

}  // namespace raccordo::app
