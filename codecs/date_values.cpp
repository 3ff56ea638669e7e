// Dates and instants of codecs/values.hpp.
#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {
namespace {

using model::FieldKind;

constexpr std::string_view kHl7Form = "aaaammgg, e.g. 20170301";
constexpr std::string_view kInstantForm = "aaaa-mm-ggThh:mm:ssZ, e.g. 2017-03-01T09:30:00Z,";

ValueFault bad_date(std::string message) {
  return {model::IssueCode::bad_date, model::Severity::error, std::move(message)};
}

std::string instant_text(const base::CivilTime& civil, const base::Zone* zone, ValueWarning& warning) {
  const auto reading = zone == nullptr ? base::read_local(civil) : zone->read_local(civil);
  auto text = base::to_string(reading.instant);
  if (reading.occurrence != base::LocalOccurrence::once) {
    const bool twice = reading.occurrence == base::LocalOccurrence::twice;
    warning = ValueFault{
        model::IssueCode::ambiguous_time, model::Severity::warning,
        std::string(twice ? "this local time occurs twice, since the clocks were put back; the later "
                            "instant was taken, "
                          : "this local time never occurs, since the clocks were put forward; it "
                            "was taken as ") +
            text + "; write times with their offset from UTC, e.g. +01:00 or Z"};
  }
  return text;
}

/// The readings of one text by two patterns; equal readings count as one.
struct PatternReading {
  std::optional<base::CivilTime> civil;
  bool ambiguous = false;
};

bool same_time(const base::CivilTime& left, const base::CivilTime& right) {
  return left.date == right.date && left.hour == right.hour && left.minute == right.minute &&
         left.second == right.second;
}

/// A year of two digits, read as one of 1970 to 2069, into the hundred years from `first`.
std::optional<base::CivilTime> moved_from(std::optional<base::CivilTime> civil, int first) {
  constexpr int kYears = 100;
  int year = civil->date.year;
  while (year < first) year += kYears;
  while (year >= first + kYears) year -= kYears;
  civil->date.year = static_cast<std::int16_t>(year);
  return base::is_valid(civil->date) ? civil : std::nullopt;
}

PatternReading read_by_patterns(std::string_view text, const std::vector<std::string>& patterns,
                                int first_year) {
  PatternReading reading;
  for (const auto& pattern : patterns) {
    auto civil = base::parse_civil(text, pattern);
    if (civil && first_year != kUsualFirstYear && pattern.find("%y") != std::string::npos)
      civil = moved_from(civil, first_year);
    if (!civil) continue;
    if (!reading.civil)
      reading.civil = civil;
    else if (!same_time(*reading.civil, *civil))
      reading.ambiguous = true;
  }
  return reading;
}

/// A pattern in the notation of Italian forms: `%d/%m/%Y` is gg/mm/aaaa.
std::string in_words(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 == pattern.size()) {
      out += pattern[i];
      continue;
    }
    constexpr std::string_view kLetters = "YymdHMS";
    constexpr std::array<std::string_view, 7> kWords = {"aaaa", "aa", "mm", "gg", "hh", "mm", "ss"};
    const auto found = kLetters.find(pattern[++i]);
    out += found == std::string_view::npos ? std::string_view("?") : kWords.at(found);
  }
  return out;
}

std::string list(const std::vector<std::string>& patterns) {
  std::string out;
  for (const auto& pattern : patterns) out += (out.empty() ? "" : " or ") + in_words(pattern);
  return out;
}

ValueFault partial_not_allowed(const std::string& forms) {
  return bad_date("only part of a date; give year, month and day: " + forms);
}

ValueFault ambiguous_date(const std::vector<std::string>& patterns) {
  return bad_date(
      "the profile reads dates as " + list(patterns) +
      ", and two of these forms make different days of this one; ask the administrator to leave one "
      "of the two in the profile");
}

ValueFault no_such_day(const std::string& forms) {
  return bad_date("there is no such day in the calendar of the years 1850-2100; check day, month and year (" +
                  forms + ")");
}

/// Whether the text has the shape of one of the patterns, so that only its numbers are wrong: 31/11/2017.
bool has_shape(std::string_view text, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] != '%' || i + 1 == pattern.size()) {
        if (at == text.size() || text[at++] != pattern[i]) return false;
        continue;
      }
      const std::size_t most = pattern[++i] == 'Y' ? 4 : 2;
      const auto digits = std::min(text.substr(at).find_first_not_of("0123456789"), text.size() - at);
      if (digits == 0) return false;
      at += std::min(digits, most);
    }
    return at == text.size();
  });
}

/// Whether a year of two digits is all that keeps the text from a pattern: 2/3/17 for %d/%m/%Y.
bool has_short_year(std::string_view text, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string pattern) {
    const auto year = pattern.find("%Y");
    if (year == std::string::npos) return false;
    pattern[year + 1] = 'y';
    return base::parse_civil(text, pattern).has_value();
  });
}

ValueFault short_year(const std::string& forms) {
  return bad_date("the year has two digits; write all four: " + forms);
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

base::Date make_date(std::string_view year, std::string_view month, std::string_view day) {
  return {static_cast<std::int16_t>(number(year)), static_cast<std::uint8_t>(number(month)),
          static_cast<std::uint8_t>(number(day))};
}

bool is_full_day(const base::Date& date) { return date.is_full() && base::is_valid(date); }

/// The eight digits in HL7 order, else in the other order that exporters write.
std::optional<base::Date> read_eight_digits(std::string_view text) {
  const auto forward = make_date(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  if (is_full_day(forward)) return forward;
  const auto backward = make_date(text.substr(4, 4), text.substr(2, 2), text.substr(0, 2));
  if (is_full_day(backward)) return backward;
  return std::nullopt;
}

/// `+`/`-` and one to four digits: hours, or hours and minutes.
std::optional<int> read_hl7_zone(std::string_view text) {
  const auto digits = text.substr(1);
  if (digits.empty() || digits.size() > 4 || !base::is_digits(digits)) return std::nullopt;
  const int value = number(digits);
  const int hours = digits.size() > 2 ? value / 100 : value;
  const int minutes = digits.size() > 2 ? value % 100 : 0;
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (text.front() == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/// Of the digits after the point of a second; what is less than a microsecond is dropped.
int micros_of(std::string_view digits) {
  std::string six(digits.substr(0, 6));
  six.resize(6, '0');
  return number(six);
}

/// Reads `[HH[MM[SS[.f]]]][+-ZZZZ]` into `civil`; false if it is something else.
bool read_hl7_time(std::string_view text, base::CivilTime& civil) {
  const auto sign = text.find_first_of("+-");
  if (sign != std::string_view::npos) {
    civil.offset_seconds = read_hl7_zone(text.substr(sign));
    if (!civil.offset_seconds) return false;
  }
  auto clock = text.substr(0, sign);
  const auto point = clock.find('.');
  if (point != std::string_view::npos && (point != 6 || !base::is_digits(clock.substr(7)))) return false;
  if (point != std::string_view::npos) civil.micros = micros_of(clock.substr(point + 1));
  clock = clock.substr(0, point);
  if (clock.empty()) return true;
  if (clock.size() > 6 || clock.size() % 2 != 0 || !base::is_digits(clock)) return false;
  civil.hour = number(clock.substr(0, 2));
  if (clock.size() >= 4) civil.minute = number(clock.substr(2, 2));
  if (clock.size() == 6) civil.second = number(clock.substr(4, 2));
  return civil.hour <= 23 && civil.minute <= 59 && civil.second <= 60;
}

}  // namespace

ValueResult read_date(std::string_view text, const std::vector<std::string>& patterns, FieldKind kind,
                      int first_year) {
  const auto reading = read_by_patterns(text, patterns, first_year);
  if (reading.ambiguous) return ambiguous_date(patterns);
  if (reading.civil) return base::to_string(reading.civil->date);
  const auto partial = base::parse_iso_date(text);
  if (partial && !partial->is_full()) {
    if (kind != FieldKind::partial_date) return partial_not_allowed(list(patterns));
    return base::to_string(*partial);
  }
  if (has_short_year(text, patterns)) return short_year(list(patterns));
  if (has_shape(text, patterns)) return no_such_day(list(patterns));
  return bad_date("not a date; write it as " + list(patterns));
}

ValueResult read_hl7_date(std::string_view text, const base::Zone* zone, FieldKind kind,
                          ValueWarning& warning) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool whole = digits == text.size();
  if (whole && (digits == 4 || digits == 6)) {
    const auto date =
        make_date(text.substr(0, 4), digits == 6 ? text.substr(4, 2) : std::string_view("0"), "0");
    const bool month_missing = digits == 6 && date.month == 0;
    if (!base::is_valid(date) || month_missing) {
      return bad_date("there is no such year or month (1850-2100); write it as " + std::string(kHl7Form));
    }
    if (kind != FieldKind::partial_date) return partial_not_allowed(std::string(kHl7Form));
    return base::to_string(date);
  }
  const auto date = digits >= 8 ? read_eight_digits(text.substr(0, 8)) : std::nullopt;
  if (!date && whole && digits == 8) return no_such_day(std::string(kHl7Form));
  if (!date) return bad_date("not a date; write it as " + std::string(kHl7Form));
  base::CivilTime civil{*date, 0, 0, 0, 0, std::nullopt};
  if (!read_hl7_time(text.substr(8), civil))
    return bad_date("the time of day is wrong; write it as aaaammgghhmmss, e.g. 20170301093000");
  if (kind == FieldKind::instant) return instant_text(civil, zone, warning);
  return base::to_string(*date);
}

ValueResult read_instant(std::string_view text, const std::vector<std::string>& patterns,
                         const base::Zone* zone, ValueWarning& warning, int first_year) {
  if (const auto civil = base::parse_civil(text)) return instant_text(*civil, zone, warning);
  const auto reading = read_by_patterns(text, patterns, first_year);
  if (reading.ambiguous) return ambiguous_date(patterns);
  if (reading.civil) return instant_text(*reading.civil, zone, warning);
  auto forms = std::string(kInstantForm);
  if (!patterns.empty()) forms += " or " + list(patterns);
  if (has_short_year(text, patterns)) return short_year(list(patterns));
  if (has_shape(text, patterns) || has_shape(text, {"%Y-%m-%dT%H:%M:%SZ"})) {
    return bad_date("there is no such day or time of day; check it (" + forms + ")");
  }
  return bad_date("not a date and time; write it as " + forms);
}

std::optional<base::Fault> check_date_pattern(std::string_view pattern) {
  bool year = false, month = false, day = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    const char what = ++i < pattern.size() ? pattern[i] : '\0';
    if (std::string_view("YymdHMS").find(what) == std::string_view::npos || what == '\0')
      return base::fault("the date pattern `" + std::string(pattern) +
                         "` may use only %Y, %y, %m, %d, %H, %M and %S");
    year = year || what == 'Y' || what == 'y';
    month = month || what == 'm';
    day = day || what == 'd';
  }
  if (year && month && day) return std::nullopt;
  return base::fault("the date pattern `" + std::string(pattern) + "` must have a year, %m and %d");
}

}  // namespace raccordo::codecs
