#include "base/stop.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace raccordo::base {
namespace {

TEST(StopPoint, ThrowsOnlyWithinAScopeWhoseFlagIsSet) {
  StopFlag flag{false};
  EXPECT_NO_THROW(stop_point());
  const StopScope scope(flag);
  EXPECT_NO_THROW(stop_point());
  flag = true;
  EXPECT_THROW(stop_point(), Stopped);
}

TEST(StopPoint, ScopeRestoresTheOuterOneAtItsEnd) {
  StopFlag outer{false};
  StopFlag inner{true};
  const StopScope scope(outer);
  {
    const StopScope narrower(inner);
    EXPECT_THROW(stop_point(), Stopped);
  }
  EXPECT_NO_THROW(stop_point());
  outer = true;
  EXPECT_THROW(stop_point(), Stopped);
}

TEST(StopPoint, OtherThreadsAreNotStopped) {
  StopFlag flag{true};
  const StopScope scope(flag);
  std::thread([] { EXPECT_NO_THROW(stop_point()); }).join();
}

}  // namespace
}  // namespace raccordo::base
