#include "net/http_date.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace raccordo::net {
namespace {

constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Digits only, of exactly this length.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t length) {
  int number = 0;
  for (const char c : text.substr(at, length)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string http_date(base::Instant instant) {
  const std::time_t seconds = instant.micros / 1'000'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                   kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                                   kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                                   parts.tm_hour, parts.tm_min, parts.tm_sec);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<base::Instant> parse_http_date(std::string_view text) {
  constexpr std::string_view kForm = "Sun, 06 Nov 1994 08:49:37 GMT";
  if (text.size() != kForm.size()) return std::nullopt;
  std::tm parts{};
  const auto take = [&](std::size_t at, std::size_t length, int& into) {
    const auto number = number_at(text, at, length);
    if (number) into = *number;
    return number.has_value();
  };
  if (!take(5, 2, parts.tm_mday) || !take(12, 4, parts.tm_year) || !take(17, 2, parts.tm_hour) ||
      !take(20, 2, parts.tm_min) || !take(23, 2, parts.tm_sec)) {
    return std::nullopt;
  }
  while (parts.tm_mon < 12 && text.substr(8, 3) != kMonths.at(static_cast<std::size_t>(parts.tm_mon)))
    ++parts.tm_mon;
  if (parts.tm_mon == 12) return std::nullopt;
  parts.tm_year -= 1900;
  const base::Instant instant{static_cast<std::int64_t>(timegm(&parts)) * 1'000'000};
  // Written again it is the same text: so day, month, weekday and blanks are right.
  if (http_date(instant) != text) return std::nullopt;
  return instant;
}

}  // namespace raccordo::net
