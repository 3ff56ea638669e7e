#include "app/service/node_duty.hpp"

#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

/// Much less than store::kNodeLasts, so that a duty is not done after its lease has ended.
constexpr auto kAsk = std::chrono::seconds(5);

}  // namespace

bool NodeDuty::is_mine() {
  if (!nodes_.are_several()) return true;
  const auto now = std::chrono::steady_clock::now();
  if (asked_ && now - *asked_ < kAsk) return mine_;
  mine_ = false;
  using Held = std::optional<store::LeaseRow>;
  mine_ = !wait_for<Held>([&](store::Done<Held> done) { leases_.take(name_, {}, std::move(done)); });
  asked_ = now;
  return mine_;
}

}  // namespace raccordo::app
