#include "base/civil_time.hpp"

#include <chrono>

namespace raccordo::base {

std::int32_t to_days(const Date& date) {
  using namespace std::chrono;
  const sys_days days = year_month_day{year{date.year}, month{date.month}, day{date.day}};
  return static_cast<std::int32_t>(days.time_since_epoch().count());
}

Date from_days(std::int32_t count) {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{days{count}}};
  return {static_cast<std::int16_t>(static_cast<int>(ymd.year())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
          static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

}  // namespace raccordo::base
