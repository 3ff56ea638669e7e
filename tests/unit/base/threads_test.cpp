// Work shared out to threads.
#include "base/threads.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include "base/stop.hpp"

namespace raccordo::tests {
namespace {

TEST(Threads, AreAtLeastOneAndNotMoreThanPieces) {
  EXPECT_EQ(base::threads_for(0), 1U);
  EXPECT_EQ(base::threads_for(1), 1U);
  EXPECT_GE(base::threads_for(1000), 1U);
}

TEST(Threads, DoEveryPieceOnce) {
  std::vector<int> done(1000, 0);
  std::atomic<bool> is_known_thread{true};
  base::share_out(3, done.size(), [&](std::size_t thread, std::size_t piece) {
    if (thread >= 3) is_known_thread = false;
    ++done[piece];
  });
  EXPECT_EQ(std::count(done.begin(), done.end(), 1), 1000);
  EXPECT_TRUE(is_known_thread);
}

TEST(Threads, HandOnWhatAPieceThrows) {
  const auto work = [](std::size_t, std::size_t piece) {
    if (piece == 17) throw std::runtime_error("piece 17");
  };
  EXPECT_THROW(base::share_out(3, 100, work), std::runtime_error);
  EXPECT_THROW(base::share_out(1, 100, work), std::runtime_error);
}

TEST(Threads, StopWithTheProgram) {
  const base::StopFlag flag{true};
  const base::StopScope scope(flag);
  std::atomic<int> done{0};
  EXPECT_THROW(base::share_out(1, 100, [&](std::size_t, std::size_t) { ++done; }), base::Stopped);
  EXPECT_EQ(done, 0);
}

}  // namespace
}  // namespace raccordo::tests
