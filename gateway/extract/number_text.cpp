#include "extract/cube.hpp"

namespace raccordo::extract {
namespace {

std::string with_decimals(std::int64_t value, std::size_t decimals) {
  std::string digits = std::to_string(value);
  const std::string sign = value < 0 ? "-" : "";
  digits.erase(0, sign.size());
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, 1, '.');
  return sign + digits;
}

}  // namespace

int decimals_of(model::Measure measure) {
  switch (measure) {
    case model::Measure::amount:
      return 2;
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return 6;
    default:
      return 0;
  }
}

std::string number_text(model::Measure measure, const CubeCell& cell) {
  if (cell.state != CellState::shown) return "";
  const int decimals = decimals_of(measure);
  return decimals == 0 ? std::to_string(cell.value)
                       : with_decimals(cell.value, static_cast<std::size_t>(decimals));
}

std::string_view status_of(CellState state) {
  return state == CellState::hidden ? "c" : state == CellState::absent ? "m" : "";
}

}  // namespace raccordo::extract
