#include "app/rules/node_clock.hpp"

#include <chrono>
#include <cstdlib>

#include "base/followed_clock.hpp"
#include "base/log.hpp"

namespace raccordo::app {

void follow_clock_of(store::Nodes& nodes) {
  if (!nodes.are_several()) return;
  const auto asked = base::time_since_start();
  const auto other = nodes.now();
  if (!base::follow_clock(asked, other.micros, base::time_since_start())) return;
  base::log(
      base::LogLevel::warn, "clock-followed",
      {{base::LogField::micros, base::clock_difference().count()},
       {base::LogField::reason,
        std::string("this machine's clock is not that of the database (micros: by how much it is ahead), "
                    "whose time is used; set it right (timedatectl)")}});
}

std::string words_of_wrong_clock() {
  const auto difference = base::clock_difference();
  if (std::chrono::abs(difference) <= base::kClockTolerance) return {};
  const auto seconds = std::chrono::round<std::chrono::seconds>(difference).count();
  return "The clock of this machine is " + std::to_string(std::abs(seconds)) + " seconds " +
         (seconds > 0 ? "ahead of" : "behind") +
         " that of the database, whose time is used: set it (timedatectl).";
}

}  // namespace raccordo::app
