// BodyQueue: which of the bodies taken in for later is processed next: in the order of receipt; one that
// could not be processed pauses, longer each time, and lets the others go first. Used by Background. Threads:
// one at a time.
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

  /// Adds it at the end, unless it is there or at work already.
  void add(std::string submission);
  /// The first one whose time has come is at work from now on.
  std::optional<Item> take(Moment now);
  /// The one at work came to this; it pauses and goes behind the others if it must go on later.
  void settle(Item item, const BodyOutcome& outcome, Moment now);
  /// Nothing pauses any more: what they waited for may be there.
  void end_pauses();

  /// With the one at work.
  std::size_t size() const { return items_.size() + (at_work_.empty() ? 0 : 1); }
  const std::string& at_work() const { return at_work_; }  ///< "": none
  /// How many pause, by reason; a reason that has occurred stays in it with 0.
  std::map<std::string, std::uint64_t> pausing() const;

 private:
  std::deque<Item> items_;
  std::string at_work_;
  std::map<std::string, std::uint64_t> reasons_seen_;
};

}  // namespace raccordo::app
