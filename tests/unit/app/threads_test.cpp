// Objects that threads of the gateway share: piece gate, swapped values, waiting for the
// store.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include "app/ingest/piece_gate.hpp"
#include "app/rules/current.hpp"
#include "base/result.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

TEST(PieceGate, LimitsPiecesToItsBytes) {
  PieceGate gate(20);
  gate.enter(12);
  gate.enter(8);
  std::atomic<bool> third_is_in{false};
  std::thread third([&] {
    gate.enter(10);
    third_is_in = true;
  });
  gate.leave(nullptr, 8);
  EXPECT_FALSE(third_is_in);
  gate.leave(nullptr, 12);
  third.join();
  EXPECT_TRUE(third_is_in);
}

TEST(PieceGate, LetsAPieceLargerThanAllItsBytesInAlone) {
  PieceGate gate(20);
  gate.enter(1000);
  std::atomic<bool> second_is_in{false};
  std::thread second([&] {
    gate.enter(1);
    second_is_in = true;
  });
  EXPECT_FALSE(second_is_in);
  gate.leave(nullptr, 1000);
  second.join();
  gate.leave(nullptr, 1);
  gate.wait_until_empty();
}

TEST(PieceGate, ThrowsTheFirstFailureToLaterPieces) {
  PieceGate gate(2);
  gate.enter(1);
  gate.enter(1);
  EXPECT_EQ(gate.leave(nullptr, 1), nullptr);
  gate.leave(std::make_exception_ptr(std::runtime_error("first")), 1);
  gate.leave(std::make_exception_ptr(std::runtime_error("second")), 1);
  try {
    gate.enter(1);
    FAIL() << "a failed run continues";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "first");
  }
}

TEST(PieceGate, IsEmptyOnceAllPiecesHaveLeft) {
  PieceGate gate(2);
  gate.wait_until_empty();
  gate.enter(1);
  gate.enter(1);
  gate.leave(nullptr, 1);
  std::atomic<bool> empty{false};
  std::thread waits([&] {
    gate.wait_until_empty();
    empty = true;
  });
  EXPECT_FALSE(empty);
  gate.leave(std::make_exception_ptr(std::runtime_error("failed")), 1);
  waits.join();
  EXPECT_TRUE(empty);
}

TEST(Current, KeepsTheValueOfReadersUntilTheyReleaseIt) {
  Current<int> current(std::make_shared<const int>(1));
  const auto taken = current.get();
  current.set(std::make_shared<const int>(2));
  EXPECT_EQ(*taken, 1);
  EXPECT_EQ(*current.get(), 2);
}

TEST(Current, MayBeReadWhileItIsSwapped) {
  Current<int> current(std::make_shared<const int>(0));
  std::thread writer([&] {
    for (int i = 1; i <= 1000; ++i) current.set(std::make_shared<const int>(i));
  });
  int last = 0;
  while (last < 1000) {
    const int now = *current.get();
    ASSERT_GE(now, last);
    last = now;
  }
  writer.join();
}

TEST(WaitFor, ReturnsTheResultOrThrowsTheErrorOfTheWrite) {
  EXPECT_EQ(wait_for<int>([](store::Done<int> done) { done(nullptr, 7); }), 7);
  EXPECT_THROW(wait_for<int>([](store::Done<int> done) {
                 done(std::make_exception_ptr(base::SystemFault("disk full")), 0);
               }),
               base::SystemFault);
}

TEST(WaitFor, WaitsForAnotherThread) {
  std::thread writer;
  EXPECT_TRUE(wait_for<bool>([&](store::Done<bool> done) {
    writer = std::thread([done = std::move(done)] { done(nullptr, true); });
  }));
  writer.join();
}

}  // namespace
}  // namespace raccordo::app
