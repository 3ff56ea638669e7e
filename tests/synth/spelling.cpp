#include "synth/spelling.hpp"

#include <array>
#include <cstdio>

namespace raccordo::synth {
namespace {

constexpr std::int64_t kHour = 3600, kDay = 24 * kHour;

std::string print(const char* pattern, int first, int second, int third) {
  std::array<char, 40> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), pattern, first, second, third);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string grouped(std::int64_t cents, char group, char decimal) {
  const std::string plain = std::to_string(cents / 100);
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i > 0 && (plain.size() - i) % 3 == 0 && group != 0) out += group;
    out += plain[i];
  }
  out += decimal;
  out += static_cast<char>('0' + cents / 10 % 10);
  out += static_cast<char>('0' + cents % 10);
  return out;
}

/// 01:00 UTC of the last Sunday of a month of 31 days.
std::int64_t last_sunday(std::int16_t year, std::uint8_t month) {
  const std::int64_t last = base::to_days({year, month, 31});
  const std::int64_t since_sunday = (last + 4) % 7;  // 1970-01-01 was a Thursday
  return (last - since_sunday) * kDay + kHour;
}

}  // namespace

std::string slash_date(const base::Date& date) {
  return print("%02d/%02d/%04d", date.day, date.month, date.year);
}
std::string hl7_date(const base::Date& date) {
  return print("%04d%02d%02d", date.year, date.month, date.day);
}
std::string reversed_date(const base::Date& date) {
  return print("%02d%02d%04d", date.day, date.month, date.year);
}

std::string plain_money(std::int64_t cents) { return grouped(cents, 0, '.'); }
std::string italian_money(std::int64_t cents) { return grouped(cents, '.', ','); }
std::string english_money(std::int64_t cents) { return grouped(cents, ',', '.'); }

LocalMoment local_moment(std::int64_t seconds) {
  const auto year = base::from_days(static_cast<std::int32_t>(seconds / kDay)).year;
  const bool summer = seconds >= last_sunday(year, 3) && seconds < last_sunday(year, 10);
  const std::int64_t local = seconds + (summer ? 2 : 1) * kHour;
  const int rest = static_cast<int>(local % kDay);
  return {base::from_days(static_cast<std::int32_t>(local / kDay)),
          print("%02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60), summer ? "+02:00" : "+01:00"};
}

}  // namespace raccordo::synth
