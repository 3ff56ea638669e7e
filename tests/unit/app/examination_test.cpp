// What `raccordo doctor` concludes from traffic; tests/integration/case_doctor.py sees the rest.
#include "app/service/examination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using testing::ElementsAre;

store::DayTraffic day(const std::string& iso, const std::string& source, std::uint64_t accepted = 1) {
  store::DayTraffic out{iso, source, {}};
  out.traffic.counts.accepted = accepted;
  return out;
}

const base::Instant kNow = *base::parse_instant("2026-11-29T12:00:00Z");

TEST(Examination, NamesSourcesThatStoppedSending) {
  EXPECT_THAT(silent_sources({}, kNow), ElementsAre());
  const auto daily = {day("2026-11-01", "a"), day("2026-11-02", "a"), day("2026-11-03", "a")};
  EXPECT_THAT(silent_sources(daily, kNow), ElementsAre("a"));
  EXPECT_THAT(silent_sources({day("2026-11-20", "a"), day("2026-11-21", "a"), day("2026-11-22", "a")}, kNow),
              ElementsAre())
      << "seven days are not long";
  EXPECT_THAT(silent_sources({day("2026-10-01", "a"), day("2026-10-15", "a"), day("2026-11-01", "a")}, kNow),
              ElementsAre())
      << "it sends every two weeks";
  EXPECT_THAT(silent_sources({day("2026-10-01", "a"), day("2026-11-01", "a")}, kNow), ElementsAre())
      << "two days are no habit";
}

TEST(Examination, ForetellsAFullDisk) {
  constexpr std::uint64_t kMega = 1 << 20;
  const auto forecast = [&](std::uint64_t records, std::uint64_t free) {
    return days_until_full({day("2026-11-28", "a", records)}, 100 * kMega, 1000, free, 10 * kMega);
  };
  EXPECT_EQ(forecast(600, 20 * kMega), 10) << "ten records a day of a tenth of a megabyte; ten to spare";
  EXPECT_EQ(forecast(600, 5 * kMega), 0);
  EXPECT_LT(forecast(0, 5 * kMega), 0) << "nothing comes";
  EXPECT_LT(days_until_full({day("2026-11-28", "a")}, 0, 0, kMega, 0), 0) << "an empty store";
}

}  // namespace
}  // namespace raccordo::app
