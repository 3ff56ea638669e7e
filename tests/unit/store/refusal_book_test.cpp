// How often the number of refused records is read: once for many submissions, but never after this program
// refused more.
#include "store/sqlite/refusal_book.hpp"

#include <gtest/gtest.h>

namespace raccordo::store {
namespace {

class RefusalBookTest : public testing::Test {
 protected:
  std::uint64_t count(const char* client, base::Date day) {
    return book_.count(client, day, [this] {
      ++reads_;
      return stored_;
    });
  }
  static constexpr base::Date kToday{2026, 3, 1};
  RefusalBook book_;
  std::uint64_t stored_ = 5;
  int reads_ = 0;
};

TEST_F(RefusalBookTest, ReadsOnceForSubmissionsThatRefuseNothing) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(count("a", kToday), 5U);
  // A read is repeated after a second, so a slow machine may read more than once.
  EXPECT_LT(reads_, 50);
}

TEST_F(RefusalBookTest, ReadsAgainAfterARefusalOfAnyClient) {
  EXPECT_EQ(count("a", kToday), 5U);
  stored_ = 6;
  book_.changed();
  EXPECT_EQ(count("a", kToday), 6U);
}

TEST_F(RefusalBookTest, ReadsAgainOnAnotherDayAndForAnotherClient) {
  count("a", kToday);
  stored_ = 0;
  EXPECT_EQ(count("a", {2026, 3, 2}), 0U);
  EXPECT_EQ(count("b", kToday), 0U);
}

TEST_F(RefusalBookTest, KeepsNothingThatChangedWhileItWasRead) {
  book_.count("a", kToday, [this] {
    book_.changed();
    return std::uint64_t{5};
  });
  stored_ = 9;
  EXPECT_EQ(count("a", kToday), 9U);
}

}  // namespace
}  // namespace raccordo::store
