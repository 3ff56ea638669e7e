#include "app/http/byte_budget.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace raccordo::app {
namespace {

TEST(ByteBudget, GrantsExactlyItsBytes) {
  ByteBudget budget(10);
  ByteBudget::Share one(budget);
  ByteBudget::Share two(budget);
  EXPECT_TRUE(one.take(4));
  EXPECT_TRUE(two.take(6));
  EXPECT_FALSE(one.take(1));
  EXPECT_TRUE(two.take(0));
}

TEST(ByteBudget, RegainsTheBytesOfAnEndedRequest) {
  ByteBudget budget(10);
  std::optional<ByteBudget::Share> one(std::in_place, budget);
  ByteBudget::Share two(budget);
  EXPECT_TRUE(one->take(10));
  EXPECT_FALSE(one->take(1));
  EXPECT_FALSE(two.take(10));
  one.reset();
  EXPECT_TRUE(two.take(10));
}

}  // namespace
}  // namespace raccordo::app
