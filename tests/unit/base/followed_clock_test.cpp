// The clock of another machine: followed, corrected, and independent of this machine's.
#include "base/followed_clock.hpp"

#include <gtest/gtest.h>

#include "base/time.hpp"

namespace raccordo::base {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

class FollowedClock : public testing::Test {
 protected:
  ~FollowedClock() override { follow_no_clock(); }
  /// A look at a clock that is `ahead` of this machine's; the answer took `way`.
  static bool look(microseconds ahead, microseconds way = microseconds(0)) {
    const auto now = time_since_start();
    const auto machine = std::chrono::system_clock::now().time_since_epoch();
    return follow_clock(now - way, std::chrono::duration_cast<microseconds>(machine + ahead).count(), now);
  }
  /// By how much system_clock() is ahead of this machine's clock.
  static microseconds shown() {
    const auto machine = std::chrono::system_clock::now().time_since_epoch();
    return microseconds(system_clock().now().micros) - std::chrono::duration_cast<microseconds>(machine);
  }
};

constexpr auto kNear = microseconds(seconds(10));  // a machine may be slow

TEST_F(FollowedClock, IsThisMachinesUntilAnotherIsFollowed) {
  EXPECT_FALSE(followed_time());
  EXPECT_EQ(clock_difference(), microseconds(0));
  EXPECT_LT(shown(), kNear);
}

TEST_F(FollowedClock, OneThatAgreesNeedsNoCorrection) {
  EXPECT_FALSE(look(microseconds(0)));
  EXPECT_TRUE(followed_time());
  EXPECT_FALSE(look(microseconds(900'000))) << "within the tolerance";
}

TEST_F(FollowedClock, ShowsTheOtherMachinesTimeWhicheverIsAhead) {
  for (const auto ahead : {seconds(600), seconds(-600)}) {
    EXPECT_TRUE(look(ahead));
    EXPECT_LT(abs(shown() - ahead), kNear);
    EXPECT_LT(abs(clock_difference() + ahead), kNear) << "this machine is behind by as much";
    EXPECT_FALSE(look(ahead)) << "corrected already";
  }
}

TEST_F(FollowedClock, TheWayOfAnAnswerIsNoDifference) {
  EXPECT_FALSE(look(microseconds(0)));
  EXPECT_FALSE(look(seconds(-20), seconds(30))) << "it may have been shown 20 seconds ago";
  EXPECT_LT(abs(shown()), kNear);
}

}  // namespace
}  // namespace raccordo::base
