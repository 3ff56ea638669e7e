// Metrics: technical counters for Prometheus, on the loopback listener only. Never counts of persons or small
// cells.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/receipt.hpp"

namespace raccordo::app {

struct Gauges;

/// Threads: all members from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  /// `route` is the pattern, never the path, which may contain a record_id.
  void count_request(std::string_view route, int status, double seconds);
  /// Fields of a source that became empty in a document.
  void count_fell_empty(std::string_view source, const std::vector<std::string>& fields);
  void count_records(std::string_view source, const model::Counts& counts);
  /// `outcome` as in webhook_calls.hpp.
  void count_webhook_call(std::string_view outcome);
  /// The page in Prometheus's text format.
  std::string render(const Gauges& gauges) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::app
