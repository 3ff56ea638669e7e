// The ISO / RFC 3339 forms of calendar dates and instants, and the clock that tests can replace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_time.hpp"

namespace raccordo::base {

/// Plausible years of a case file (docs/mapping.md#types).
inline constexpr int kFirstYear = 1850;
inline constexpr int kLastYear = 2100;

/// True if year is in [1850, 2100] and the month and day exist (or are 0 from the right).
bool is_valid(const Date& date);

/// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
std::string to_string(const Date& date);

/// Reads the three forms of `to_string`; nothing else.
std::optional<Date> parse_iso_date(std::string_view text);

/// RFC 3339 in UTC, e.g. `2026-11-22T08:00:00Z`; with a fraction only if it is not zero.
std::string to_string(Instant instant);

/// RFC 3339, the zone optional; a bare date is midnight; `T` or a blank between date and time.
std::optional<CivilTime> parse_civil(std::string_view text);
/// By a strptime-like pattern of %Y %m %d %y %H %M %S and literals (the whole text must match; %m and %d take
/// one or two digits, %Y exactly four); midnight if the pattern has no time. Impossible dates give nothing.
std::optional<CivilTime> parse_civil(std::string_view text, std::string_view pattern);
/// Without an offset the process's local zone applies.
Instant to_instant(const CivilTime& civil);

/// RFC 3339 with zone. Without a zone (or a bare date, taken as midnight) the process's local time zone
/// (`set_local_timezone`) applies. `T` or a blank between date and time.
std::optional<Instant> parse_instant(std::string_view text);

/// Sets the zone in which zoneless times are read (configuration key `timezone`, an IANA name).
/// Call once at start. Returns false if the system does not know the name.
bool set_local_timezone(const std::string& iana_name);

/// The calendar date of an instant in the zone of `set_local_timezone`.
Date local_date(Instant instant);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock, or the one it follows (base/followed_clock.hpp); shared, thread safe.
const Clock& system_clock();

}  // namespace raccordo::base
