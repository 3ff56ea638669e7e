#include "net/http_date.hpp"

#include <gtest/gtest.h>

namespace raccordo::net {
namespace {

constexpr base::Instant kMoment{1'795'334'400'000'000};  // 2026-11-22T08:00:00Z

TEST(HttpDate, ReadsWhatItWrites) {
  EXPECT_EQ(http_date(kMoment), "Sun, 22 Nov 2026 08:00:00 GMT");
  ASSERT_TRUE(parse_http_date("Sun, 22 Nov 2026 08:00:00 GMT"));
  EXPECT_EQ(parse_http_date("Sun, 22 Nov 2026 08:00:00 GMT")->micros, kMoment.micros);
}

TEST(HttpDate, RefusesAllOtherTexts) {
  for (const auto* wrong :
       {"", "Sun, 22 Nov 2026", "Mon, 22 Nov 2026 08:00:00 GMT", "Sun, 31 Nov 2026 08:00:00 GMT",
        "Sun, 22 Nov 2026 08:00:00 CET", "Sun, 22 Foo 2026 08:00:00 GMT", "Sunday, 22-Nov-26 08:00:00 GMT",
        "Sun, 22 Nov 2026 25:00:00 GMT", "Sun, -2 Nov 2026 08:00:00 GMT", "Sun, 22 Nov 20x6 08:00:00 GMT"}) {
    EXPECT_FALSE(parse_http_date(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace raccordo::net
