#include "app/ingest/body_queue.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::app {

void BodyQueue::add(std::string submission) {
  const bool known =
      submission == at_work_ || std::any_of(items_.begin(), items_.end(),
                                            [&](const Item& item) { return item.submission == submission; });
  if (!known) items_.push_back({std::move(submission)});
}

std::optional<BodyQueue::Item> BodyQueue::take(Moment now) {
  const auto found =
      std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.not_before <= now; });
  if (found == items_.end()) return std::nullopt;
  auto item = std::move(*found);
  items_.erase(found);
  at_work_ = item.submission;
  return item;
}

void BodyQueue::settle(Item item, const BodyOutcome& outcome, Moment now) {
  at_work_.clear();
  if (outcome.end != BodyEnd::waits && outcome.end != BodyEnd::threw) return;
  item.not_before = now + pause_after(item.failures++);
  item.reason = outcome.end == BodyEnd::waits ? outcome.reason : std::string(kWaitsForFault);
  reasons_seen_.try_emplace(item.reason, 0);
  items_.push_back(std::move(item));
}

void BodyQueue::end_pauses() {
  for (auto& item : items_) item.not_before = {};
}

std::map<std::string, std::uint64_t> BodyQueue::pausing() const {
  auto counts = reasons_seen_;
  for (const auto& item : items_) {
    if (!item.reason.empty()) ++counts[item.reason];
  }
  return counts;
}

}  // namespace raccordo::app
