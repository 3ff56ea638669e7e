#include "store/interface/figures.hpp"

namespace raccordo::store {
namespace {

constexpr std::int64_t kMicrosPerDay = std::int64_t{86'400} * 1'000'000;

}  // namespace

std::int32_t month_of(base::Instant instant) {
  auto days = instant.micros / kMicrosPerDay;
  if (instant.micros % kMicrosPerDay < 0) --days;
  const auto date = base::from_days(static_cast<std::int32_t>(days));
  return date.year * 12 + date.month - 1;
}

std::string month_name(std::int32_t month) {
  return base::to_string(
      base::Date{static_cast<std::int16_t>(month / 12), static_cast<std::uint8_t>(month % 12 + 1), 0});
}

}  // namespace raccordo::store
