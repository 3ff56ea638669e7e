#include "base/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <memory>

#include "base/followed_clock.hpp"
#include "base/zone.hpp"

namespace raccordo::base {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

/// Reads between `least` and `most` digits from the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    value = value * 10 + (text[count] - '0');
    ++count;
  }
  if (count < least) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take_char(std::string_view& text, char wanted) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// Writes `value` with leading zeros; much faster than printf, and dates are written for every record.
void put_digits(std::string& out, std::size_t at, std::size_t width, int value) {
  for (std::size_t i = width; i-- > 0; value /= 10) out[at + i] = static_cast<char>('0' + value % 10);
}

/// Seconds from 1970 of the years that have four digits; whole days.
constexpr std::int64_t kFirstWritten = -62'167'219'200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t kLastWritten = 253'402'300'799;   // 9999-12-31T23:59:59Z

/// `.5`, `.000001`: without zeros at the end.
std::string fraction(std::int64_t micros) {
  std::string text = ".000000";
  put_digits(text, 1, 6, static_cast<int>(micros));
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

/// Of years with a sign or more than four digits.
std::string to_string_far(std::int64_t seconds, std::int64_t micros) {
  const auto stamp = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&stamp, &parts);
  std::array<char, 64> out{};
  const auto length = std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  return std::string(out.data(), length) + (micros != 0 ? fraction(micros) : std::string()) + "Z";
}

struct TimeOfDay {
  int hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
};

std::optional<TimeOfDay> take_time(std::string_view& text) {
  TimeOfDay time;
  auto hour = take_digits(text, 2, 2);
  if (!hour || !take_char(text, ':')) return std::nullopt;
  auto minute = take_digits(text, 2, 2);
  if (!minute) return std::nullopt;
  time.hour = *hour;
  time.minute = *minute;
  if (take_char(text, ':')) {
    auto second = take_digits(text, 2, 2);
    if (!second) return std::nullopt;
    time.second = *second;
    if (take_char(text, '.')) {
      std::int64_t unit = 100'000;
      std::size_t digits = 0;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        time.micros += (text.front() - '0') * unit;
        unit /= 10;
        ++digits;
        text.remove_prefix(1);
      }
      if (digits == 0) return std::nullopt;
    }
  }
  if (time.hour > 23 || time.minute > 59 || time.second > 60) return std::nullopt;
  return time;
}

/// Seconds east of UTC from `Z`, `+hh:mm` or `+hhmm`.
std::optional<int> take_zone(std::string_view& text) {
  if (take_char(text, 'Z') || take_char(text, 'z')) return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  auto hour = take_digits(text, 2, 2);
  if (!hour) return std::nullopt;
  take_char(text, ':');
  auto minute = take_digits(text, 2, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  return sign * (*hour * 3600 + *minute * 60);
}

/// Stores what `%what` read; false if it is out of range or no such part exists.
bool put_part(CivilTime& civil, char what, int value) {
  switch (what) {
    case 'Y':
      civil.date.year = static_cast<std::int16_t>(value);
      return true;
    case 'y':
      civil.date.year = static_cast<std::int16_t>(value < 70 ? 2000 + value : 1900 + value);
      return true;
    case 'm':
      civil.date.month = static_cast<std::uint8_t>(value);
      return true;
    case 'd':
      civil.date.day = static_cast<std::uint8_t>(value);
      return true;
    case 'H':
      civil.hour = value;
      return value <= 23;
    case 'M':
      civil.minute = value;
      return value <= 59;
    case 'S':
      civil.second = value;
      return value <= 60;
    default:
      return false;
  }
}

/// The zone of `set_local_timezone`; until then the machine's.
std::shared_ptr<const Zone>& process_zone() {
  static auto zone = Zone::of_machine();
  return zone;
}

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    using namespace std::chrono;
    if (const auto followed = followed_time()) return {*followed};
    return {duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};

}  // namespace

bool is_valid(const Date& date) {
  if (date.year < kFirstYear || date.year > kLastYear) return false;
  if (date.month == 0) return date.day == 0;
  if (date.month > 12) return false;
  if (date.day == 0) return true;
  return std::chrono::year_month_day{std::chrono::year{date.year}, std::chrono::month{date.month},
                                     std::chrono::day{date.day}}
      .ok();
}

std::string to_string(const Date& date) {
  std::string out = "0000-00-00";
  put_digits(out, 0, 4, date.year);
  put_digits(out, 5, 2, date.month);
  put_digits(out, 8, 2, date.day);
  out.resize(date.month == 0 ? 4 : date.day == 0 ? 7 : 10);
  return out;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  Date date;
  auto year = take_digits(text, 4, 4);
  if (!year) return std::nullopt;
  date.year = static_cast<std::int16_t>(*year);
  if (take_char(text, '-')) {
    auto month = take_digits(text, 2, 2);
    if (!month || *month == 0) return std::nullopt;
    date.month = static_cast<std::uint8_t>(*month);
    if (take_char(text, '-')) {
      auto day = take_digits(text, 2, 2);
      if (!day || *day == 0) return std::nullopt;
      date.day = static_cast<std::uint8_t>(*day);
    }
  }
  if (!text.empty() || !is_valid(date)) return std::nullopt;
  return date;
}

std::optional<CivilTime> parse_civil(std::string_view text, std::string_view pattern) {
  CivilTime civil;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      if (!take_char(text, pattern[i])) return std::nullopt;
      continue;
    }
    const char what = pattern[++i];
    auto value = what == 'Y' ? take_digits(text, 4, 4) : take_digits(text, what == 'y' ? 2 : 1, 2);
    if (!value || !put_part(civil, what, *value)) return std::nullopt;
  }
  if (!text.empty() || !civil.date.is_full() || !is_valid(civil.date)) return std::nullopt;
  return civil;
}

std::string to_string(Instant instant) {
  std::int64_t seconds = instant.micros / kMicros;
  std::int64_t micros = instant.micros % kMicros;
  if (micros < 0) {
    micros += kMicros;
    --seconds;
  }
  if (seconds < kFirstWritten || seconds > kLastWritten) return to_string_far(seconds, micros);
  constexpr std::int64_t kDay = 86'400;
  const auto days = (seconds - kFirstWritten) / kDay + kFirstWritten / kDay;
  const auto rest = static_cast<int>(seconds - days * kDay);
  const auto date = from_days(static_cast<std::int32_t>(days));
  std::string text = "0000-00-00T00:00:00Z";
  put_digits(text, 0, 4, date.year);
  put_digits(text, 5, 2, date.month);
  put_digits(text, 8, 2, date.day);
  put_digits(text, 11, 2, rest / 3600);
  put_digits(text, 14, 2, rest / 60 % 60);
  put_digits(text, 17, 2, rest % 60);
  if (micros != 0) text.insert(text.size() - 1, fraction(micros));
  return text;
}

std::optional<CivilTime> parse_civil(std::string_view text) {
  if (text.size() < 10) return std::nullopt;
  auto date = parse_iso_date(text.substr(0, 10));
  if (!date || !date->is_full()) return std::nullopt;
  CivilTime civil{*date, 0, 0, 0, 0, std::nullopt};
  text.remove_prefix(10);
  if (!text.empty()) {
    if (!take_char(text, 'T') && !take_char(text, 't') && !take_char(text, ' ')) return std::nullopt;
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    civil = {*date, time->hour, time->minute, time->second, time->micros, std::nullopt};
  }
  if (text.empty()) return civil;
  civil.offset_seconds = take_zone(text);
  if (!civil.offset_seconds || !text.empty()) return std::nullopt;
  return civil;
}

Instant to_instant(const CivilTime& civil) { return read_local(civil).instant; }

std::optional<Instant> parse_instant(std::string_view text) {
  const auto civil = parse_civil(text);
  if (!civil) return std::nullopt;
  return to_instant(*civil);
}

bool set_local_timezone(const std::string& iana_name) {
  auto zone = Zone::load(iana_name);
  if (!zone) return false;
  process_zone() = std::move(zone);
  return true;
}

LocalReading read_local(const CivilTime& civil) { return process_zone()->read_local(civil); }

Date local_date(Instant instant) { return process_zone()->date_of(instant); }

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace raccordo::base
