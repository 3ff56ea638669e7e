#include "synth/spelling.hpp"

#include <gtest/gtest.h>

namespace raccordo::synth {
namespace {

TEST(Spelling, GroupsThousandsCorrectly) {
  EXPECT_EQ(italian_money(99999), "999,99");
  EXPECT_EQ(italian_money(100000), "1.000,00");
  EXPECT_EQ(english_money(123456789), "1,234,567.89");
  EXPECT_EQ(plain_money(100005), "1000.05");
}

TEST(Spelling, WritesDatesInEachOrder) {
  const base::Date date{2017, 3, 9};
  EXPECT_EQ(slash_date(date), "09/03/2017");
  EXPECT_EQ(hl7_date(date), "20170309");
  EXPECT_EQ(reversed_date(date), "09032017");
}

TEST(Spelling, ChangesToSummerTimeOnTheLastSundayOfMarchAtOneUtc) {
  constexpr std::int64_t kChange = 1490490000;  // 2017-03-26T01:00:00Z
  EXPECT_EQ(local_moment(kChange - 1).time, "01:59:59");
  EXPECT_EQ(local_moment(kChange - 1).zone, "+01:00");
  EXPECT_EQ(local_moment(kChange).time, "03:00:00");
  EXPECT_EQ(local_moment(kChange).zone, "+02:00");
}

TEST(Spelling, ChangesBackOnTheLastSundayOfOctober) {
  constexpr std::int64_t kChange = 1509238800;  // 2017-10-29T01:00:00Z
  EXPECT_EQ(local_moment(kChange - 1).zone, "+02:00");
  EXPECT_EQ(local_moment(kChange).zone, "+01:00");
  EXPECT_EQ(local_moment(kChange).time, "02:00:00");
}

}  // namespace
}  // namespace raccordo::synth
