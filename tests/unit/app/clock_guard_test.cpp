#include "app/service/clock_guard.hpp"

#include <gtest/gtest.h>

#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::app {
namespace {

using store::at;
constexpr std::int64_t kDaySeconds = 86'400;

/// A clock that a test sets.
class SetClock final : public base::Clock {
 public:
  base::Instant now() const override { return now_; }
  void set(base::Instant now) { now_ = now; }

 private:
  base::Instant now_ = at(0);
};

class ClockGuardTest : public testing::Test {
 protected:
  bool may_delete_at(std::int64_t seconds) {
    clock_.set(at(seconds));
    return ClockGuard(*store_, clock_).may_delete();  // a new guard, as after a start
  }
  void receive_at(std::int64_t seconds) {
    apply_now(*store_, store::submission_row("S" + std::to_string(seconds), seconds),
              {store::accepted("A", 1, "a")});
  }

  store::ScratchFolder folder_;
  SetClock clock_;
  std::unique_ptr<store::CaseStore> store_ = store::open_store({folder_.file()});
};

TEST_F(ClockGuardTest, AcceptsASteadyClock) {
  for (int hour = 0; hour < 100; ++hour) EXPECT_TRUE(may_delete_at(hour * 3600)) << hour;
}

TEST_F(ClockGuardTest, AcceptsAJumpOfADayAndNotOfOneMicrosecondMore) {
  EXPECT_TRUE(may_delete_at(0));
  EXPECT_TRUE(may_delete_at(kDaySeconds));
  clock_.set({at(2 * kDaySeconds).micros + 1});
  EXPECT_FALSE(ClockGuard(*store_, clock_).may_delete());
}

TEST_F(ClockGuardTest, JumpIsRefusedAtEveryStartUntilTheClockIsRightAgain) {
  EXPECT_TRUE(may_delete_at(0));
  EXPECT_FALSE(may_delete_at(100 * kDaySeconds));
  receive_at(100 * kDaySeconds);  // work continues with a wrong time
  EXPECT_FALSE(may_delete_at(100 * kDaySeconds + 60));
  EXPECT_FALSE(may_delete_at(500 * kDaySeconds));
  EXPECT_TRUE(may_delete_at(60));
}

TEST_F(ClockGuardTest, StoreOfAnEarlierVersionIsComparedWithWhatItHolds) {
  receive_at(0);
  EXPECT_FALSE(may_delete_at(100 * kDaySeconds));
  EXPECT_TRUE(may_delete_at(600));
}

TEST_F(ClockGuardTest, AcceptsAClockThatGoesBack) {
  EXPECT_TRUE(may_delete_at(100 * kDaySeconds));
  EXPECT_TRUE(may_delete_at(0));
  EXPECT_TRUE(may_delete_at(100 * kDaySeconds));
}

TEST_F(ClockGuardTest, AcceptedClockIsUsedAndAudited) {
  EXPECT_TRUE(may_delete_at(0));
  clock_.set(at(7 * kDaySeconds));
  ClockGuard guard(*store_, clock_);
  EXPECT_FALSE(guard.may_delete());
  EXPECT_EQ(guard.seconds_ahead(), 7 * kDaySeconds);
  guard.accept("cli:anna");
  EXPECT_EQ(guard.seconds_ahead(), 0);
  EXPECT_TRUE(guard.may_delete());
  EXPECT_TRUE(may_delete_at(8 * kDaySeconds));
  const auto entries = store_->audit().list({"", "", "clock.accept", {}, {}}, 10, "").items;
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].event.actor, "cli:anna");
  EXPECT_EQ(entries[0].event.details.at("seconds_ahead"), std::to_string(7 * kDaySeconds));
  guard.accept("cli:anna");
  EXPECT_EQ(store_->audit().list({"", "", "clock.accept", {}, {}}, 10, "").items.size(), 1U)
      << "nothing to accept";
}

}  // namespace
}  // namespace raccordo::app
