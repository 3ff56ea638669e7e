// BodyQueue: the order of spooled bodies: the order of receipt; a body that could not be processed pauses,
// longer each time, and does not block others. Used by Background. Threads: one at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "app/ingest/body_verdict.hpp"

namespace raccordo::app {

class BodyQueue {
 public:
  using Moment = std::chrono::steady_clock::time_point;
  struct Item {
    std::string submission;
    Moment not_before = {};
    unsigned failures = 0;
    std::string reason = {};  ///< why it pauses; "": it does not
  };

  /// Adds it at the end, unless it is queued or in progress.
  void add(std::string submission);
  /// Takes the first one whose pause is over; it is in progress from now on.
  std::optional<Item> take(Moment now);
  /// The result of the body in progress; if it must be tried again, it pauses and moves behind the others.
  void settle(Item item, const BodyOutcome& outcome, Moment now);
  /// Ends all pauses: their causes may be removed.
  void end_pauses();

  /// Including the one in progress.
  std::size_t size() const { return items_.size() + (at_work_.empty() ? 0 : 1); }
  const std::string& at_work() const { return at_work_; }  ///< "": none
  /// Number of pausing bodies, by reason; a reason that has occurred stays in the map with 0.
  std::map<std::string, std::uint64_t> pausing() const;

 private:
  std::deque<Item> items_;
  std::string at_work_;
  std::map<std::string, std::uint64_t> reasons_seen_;
};

}  // namespace raccordo::app
