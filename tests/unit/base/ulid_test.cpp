#include "base/ulid.hpp"

#include <gtest/gtest.h>

namespace raccordo::base {
namespace {

constexpr Instant kNow{1'700'000'000'000'000};

TEST(UlidSource, HoldsTheTimeInItsFirstTenCharacters) {
  // The example of the ULID specification: 1469918176385 ms is 01ARYZ6S41.
  EXPECT_EQ(UlidSource().next({1'469'918'176'385'000}).substr(0, 10), "01ARYZ6S41");
  EXPECT_EQ(UlidSource().next({0}).substr(0, 10), "0000000000");
}

TEST(UlidSource, GrowsWithinOneMillisecond) {
  UlidSource source;
  auto before = source.next(kNow);
  for (int i = 0; i < 1000; ++i) {
    const auto id = source.next(kNow);
    EXPECT_LT(before, id);
    before = id;
  }
}

TEST(UlidSource, GrowsWhenTheClockGoesBack) {
  UlidSource source;
  const auto before = source.next(kNow);
  EXPECT_LT(before, source.next({kNow.micros - 100 * 86'400'000'000}));
}

TEST(UlidSource, ContinuesAfterTheNewestIdOfAStore) {
  UlidSource source;
  source.raise("01ZZZZZZZZZZZZZZZZZZZZZZZZ");
  EXPECT_EQ(source.next(kNow), "02000000000000000000000000");
  source.raise("00000000000000000000000000");
  EXPECT_EQ(source.next(kNow), "02000000000000000000000001");
}

TEST(UlidSource, IgnoresInvalidUlids) {
  UlidSource source;
  for (const auto* other : {"", "S1", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "7ZZZZZZZZZZZZZZZZZZZZZZZZU"})
    source.raise(other);
  EXPECT_LT(source.next(kNow), "02");
}

}  // namespace
}  // namespace raccordo::base
