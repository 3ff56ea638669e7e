// Calendar dates, times of day and instants as values.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace raccordo::base {

/// A calendar date; `month` or `day` may be 0 for a partial date (a birth year, a birth month). Ordering is
/// lexicographic; a partial date sorts before the full dates it contains.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  auto operator<=>(const Date&) const = default;
  bool is_full() const { return day != 0; }
};

/// Microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

/// A calendar date and time of day as written, with its offset from UTC if given.
struct CivilTime {
  Date date;
  int hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
  std::optional<int> offset_seconds;  ///< east of UTC
};

/// Days from 1970-01-01 of a full date (proleptic Gregorian), and back.
std::int32_t to_days(const Date& date);
Date from_days(std::int32_t days);

}  // namespace raccordo::base
