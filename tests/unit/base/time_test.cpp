#include "base/time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string>

#include "base/zone.hpp"

namespace raccordo::base {
namespace {

/// Every test reads zoneless times as in Bergamo, whatever the machine's own zone.
class LocalTime : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(set_local_timezone("Europe/Rome")); }
};

TEST(IsoDate, ReadsFullAndPartialDates) {
  EXPECT_EQ(parse_iso_date("2016-02-29"), (Date{2016, 2, 29}));
  EXPECT_EQ(parse_iso_date("1980-05"), (Date{1980, 5, 0}));
  EXPECT_EQ(parse_iso_date("1980"), (Date{1980, 0, 0}));
}

TEST(IsoDate, RefusesInvalidDates) {
  for (const auto* wrong :
       {"", "2017-02-29", "1900-02-29", "2017-13-01", "2017-00-01", "2017-01-00", "2017-04-31", "2017-1-1",
        "20170101", "2017-01-01 ", "2017-", "2017-01-", "0000", "+2017"}) {
    EXPECT_EQ(parse_iso_date(wrong), std::nullopt) << wrong;
  }
}

TEST(IsoDate, LimitsYearsTo1850To2100) {
  EXPECT_TRUE(parse_iso_date("1850-01-01"));
  EXPECT_FALSE(parse_iso_date("1849-12-31"));
  EXPECT_TRUE(parse_iso_date("2100-12-31"));
  EXPECT_FALSE(parse_iso_date("2101-01-01"));
}

TEST(IsoDate, PrintsWhatItReads) {
  for (const auto* text : {"1850", "1980-05", "2016-02-29"}) {
    EXPECT_EQ(to_string(*parse_iso_date(text)), text);
  }
}

TEST(IsoDate, PutsAPartialDateBeforeTheFullDatesItContains) {
  EXPECT_LT((Date{1980, 0, 0}), (Date{1980, 1, 0}));
  EXPECT_LT((Date{1980, 1, 0}), (Date{1980, 1, 1}));
}

/// The date alone, of a pattern with or without a time.
std::optional<Date> date_by(std::string_view text, std::string_view pattern) {
  const auto civil = parse_civil(text, pattern);
  return civil ? std::optional(civil->date) : std::nullopt;
}

TEST(ParseCivil, ReadsDatesByPattern) {
  EXPECT_EQ(date_by("03/11/2017", "%d/%m/%Y"), (Date{2017, 11, 3}));
  EXPECT_EQ(date_by("3/1/2017", "%d/%m/%Y"), (Date{2017, 1, 3}));
  EXPECT_EQ(date_by("20171103", "%Y%m%d"), (Date{2017, 11, 3}));
  EXPECT_EQ(date_by("03.11.69", "%d.%m.%y"), (Date{2069, 11, 3}));
  EXPECT_EQ(date_by("03.11.70", "%d.%m.%y"), (Date{1970, 11, 3}));
}

TEST(ParseCivil, RequiresTheWholeTextToBeACompleteDate) {
  EXPECT_FALSE(date_by("03/11/2017x", "%d/%m/%Y"));
  EXPECT_FALSE(date_by("03/11/201", "%d/%m/%Y"));
  EXPECT_FALSE(date_by("03/11/17", "%d/%m/%Y"));
  EXPECT_FALSE(date_by("31/04/2017", "%d/%m/%Y"));
  EXPECT_FALSE(date_by("11/2017", "%m/%Y"));
  EXPECT_FALSE(date_by("", "%d/%m/%Y"));
  EXPECT_FALSE(date_by("2017-01-01", "%Q-%m-%d"));
}

TEST(ParseCivil, ChecksTheBoundsOfTheTimeOfDay) {
  EXPECT_TRUE(parse_civil("2017-01-01 23:59:60", "%Y-%m-%d %H:%M:%S"));
  EXPECT_FALSE(parse_civil("2017-01-01 24:00:00", "%Y-%m-%d %H:%M:%S"));
  EXPECT_FALSE(parse_civil("2017-01-01 23:60:00", "%Y-%m-%d %H:%M:%S"));
  EXPECT_FALSE(parse_civil("2017-01-01 23:59:61", "%Y-%m-%d %H:%M:%S"));
}

TEST_F(LocalTime, ReadsRfc3339WithZone) {
  EXPECT_EQ(to_string(*parse_instant("2017-11-03T10:00:00Z")), "2017-11-03T10:00:00Z");
  EXPECT_EQ(to_string(*parse_instant("2017-11-03T10:00:00+01:00")), "2017-11-03T09:00:00Z");
  EXPECT_EQ(to_string(*parse_instant("2017-11-03t10:00:00.25-0530")), "2017-11-03T15:30:00.25Z");
  EXPECT_EQ(to_string(*parse_instant("1969-12-31T23:59:59.5Z")), "1969-12-31T23:59:59.5Z");
}

TEST_F(LocalTime, ReadsZonelessTimesInSummerAndWinter) {
  EXPECT_EQ(to_string(*parse_instant("2017-07-01T10:00:00")), "2017-07-01T08:00:00Z");
  EXPECT_EQ(to_string(*parse_instant("2017-12-01 10:00")), "2017-12-01T09:00:00Z");
  EXPECT_EQ(to_string(*parse_instant("2017-12-01")), "2017-11-30T23:00:00Z");
}

TEST_F(LocalTime, UsesTheLaterInstantWhenClocksGoBack) {
  const auto read = [](std::string_view text) {
    const auto reading = read_local(*parse_civil(text));
    return to_string(reading.instant) + (reading.occurrence == LocalOccurrence::twice   ? " twice"
                                         : reading.occurrence == LocalOccurrence::never ? " never"
                                                                                        : "");
  };
  EXPECT_EQ(read("2017-10-29T01:59:59"), "2017-10-28T23:59:59Z");
  EXPECT_EQ(read("2017-10-29T02:15:00"), "2017-10-29T01:15:00Z twice");
  EXPECT_EQ(read("2017-10-29T02:15:00+02:00"), "2017-10-29T00:15:00Z");
  EXPECT_EQ(read("2017-10-29T03:00:00"), "2017-10-29T02:00:00Z");
  EXPECT_EQ(read("2017-03-26T02:30:00"), "2017-03-26T01:30:00Z never");
  EXPECT_EQ(read("2017-03-26T03:00:00"), "2017-03-26T01:00:00Z");
  EXPECT_EQ(to_string(to_instant({{2017, 10, 29}, 2, 15, 0, 0, std::nullopt})), "2017-10-29T01:15:00Z");
}

TEST_F(LocalTime, RefusesInvalidInstants) {
  for (const auto* wrong : {"", "2017", "2017-11", "2017-11-03T", "2017-11-03T10", "2017-11-03T10:00:",
                            "2017-11-03T10:00:00.", "2017-11-03T10:00:00Zx", "2017-11-03T10:00:00+24:00",
                            "2017-11-03T24:00:00Z", "2017-02-30T10:00:00Z", "2017-11-03X10:00:00Z"}) {
    EXPECT_EQ(parse_instant(wrong), std::nullopt) << wrong;
  }
}

TEST_F(LocalTime, GivesTheLocalDateOfAnInstant) {
  EXPECT_EQ(local_date(*parse_instant("2017-12-31T22:59:59Z")), (Date{2017, 12, 31}));
  EXPECT_EQ(local_date(*parse_instant("2017-12-31T23:00:00Z")), (Date{2018, 1, 1}));
  EXPECT_EQ(local_date(*parse_instant("1969-12-31T22:59:59.5Z")), (Date{1969, 12, 31}));
}

TEST_F(LocalTime, KnowsSummerTimeOfYearsThatTheZoneFileDoesNotList) {
  EXPECT_EQ(to_string(*parse_instant("2045-07-01T10:00:00")), "2045-07-01T08:00:00Z");
  EXPECT_EQ(to_string(*parse_instant("2045-12-01T10:00:00")), "2045-12-01T09:00:00Z");
  EXPECT_EQ(local_date(*parse_instant("2045-06-30T22:00:00Z")), (Date{2045, 7, 1}));
}

TEST_F(LocalTime, ReadsYearsBeforeTimeZonesByTheMeanTimeOfTheCity) {
  EXPECT_EQ(to_string(*parse_instant("1850-01-01T00:00:00")), "1849-12-31T23:10:04Z");
}

TEST(LocalTimezone, AcceptsZonesAndRefusesFoldersPathsAndOtherNames) {
  for (const auto* wrong :
       {"", "Europe", "Europe/Roma", "../../../etc/passwd", "/etc/passwd", "zone.tab", "libc:localtime",
        "file:/etc/localtime", "Fixed/UTC+01:00:00", "right/Europe/Rome", "Europe/Rome\n", "Europe/Rome "}) {
    EXPECT_FALSE(set_local_timezone(wrong)) << wrong;
  }
  EXPECT_TRUE(set_local_timezone("UTC"));
  EXPECT_EQ(to_string(*parse_instant("2017-07-01T10:00:00")), "2017-07-01T10:00:00Z");
}

TEST(Days, CountFrom1970AndBack) {
  EXPECT_EQ(to_days({1970, 1, 1}), 0);
  EXPECT_EQ(to_days({1850, 1, 1}), -43829);
  EXPECT_EQ(to_days({2000, 3, 1}) - to_days({2000, 2, 28}), 2);
  for (const auto days : {-43829, -1, 0, 17531, 47846}) EXPECT_EQ(to_days(from_days(days)), days);
}

TEST(SystemClock, Advances) {
  const auto before = system_clock().now();
  EXPECT_GE(system_clock().now(), before);
  EXPECT_GT(before, *parse_instant("2020-01-01T00:00:00Z"));
}

/// Against the calendar of the C library, over the years that have four digits.
TEST(Time, WritesInstantsOfFourDigitYearsInUtc) {
  for (std::int64_t seconds = -61'000'000'000; seconds < 253'402'300'800; seconds += 86'399'999) {
    const auto stamp = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&stamp, &parts);
    std::array<char, 64> out{};
    std::strftime(out.data(), out.size(), "%FT%TZ", &parts);
    std::string expected(out.data());
    expected.insert(0, 20 - std::min<std::size_t>(20, expected.size()), '0');
    EXPECT_EQ(to_string(Instant{seconds * 1'000'000}), expected) << seconds;
  }
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_string(Instant{1'500'000}), "1970-01-01T00:00:01.5Z");
}

TEST_F(LocalTime, GivesTheDateOfEachSideOfMidnight) {
  for (const auto* zone :
       {"Europe/Rome", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "America/St_Johns"}) {
    ASSERT_TRUE(set_local_timezone(zone));
    for (int day = 0; day < 800; ++day) {
      const CivilTime midnight{from_days(17'000 + day), 0, 0, 0, 0, std::nullopt};
      const auto instant = to_instant(midnight);
      EXPECT_EQ(to_string(local_date(instant)), to_string(from_days(17'000 + day))) << zone;
      EXPECT_EQ(to_string(local_date(Instant{instant.micros - 1})), to_string(from_days(16'999 + day)))
          << zone;
    }
  }
}

}  // namespace
}  // namespace raccordo::base
