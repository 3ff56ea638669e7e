#include <cstdlib>

#include "synthetic/fit.hpp"

namespace raccordo::synthetic {

std::string distance_text(model::Measure measure, std::int64_t distance) {
  if (measure != model::Measure::amount) return std::to_string(distance);
  const auto cents = std::to_string(std::abs(distance % 100));
  const auto euro = std::to_string(std::abs(distance / 100));
  return (distance < 0 ? "-" : "") + euro + "." + (cents.size() < 2 ? "0" : "") + cents;
}

std::string_view level_text(const FitRow& row) { return row.is_upper ? "ambito" : "comune"; }

std::string mean_text(const FitRow& row) {
  // Of amounts the distance is in cents: the hundreds of a mean are then euro with four decimals, of which
  // two are enough.
  const auto hundreds =
      row.measure == model::Measure::amount ? (row.mean_hundreds + 50) / 100 : row.mean_hundreds;
  return distance_text(model::Measure::amount, hundreds);
}

Shortfall shortfall_of(const std::vector<FitRow>& fit) {
  Shortfall missed;
  for (const auto& row : fit) {
    if (row.measure != model::Measure::persons || !row.is_upper || !row.not_compared.empty()) continue;
    missed.cells += row.shown - row.exact;
    missed.persons += row.sum;
  }
  return missed;
}

std::string fit_text(const std::vector<FitRow>& fit) {
  std::string out =
      "| table | level | shown | exact | largest distance | mean distance |\n|---|---|---|---|---|---|\n";
  for (const auto& row : fit) {
    out += "| `" + row.table + "` | ";
    if (!row.not_compared.empty()) {
      out += "not compared: " + row.not_compared + " | | | | |\n";
      continue;
    }
    out += std::string(level_text(row)) + " | " + std::to_string(row.shown) + " | " +
           std::to_string(row.exact) + " | " + distance_text(row.measure, row.largest) + " | " +
           mean_text(row) + " |\n";
  }
  return out;
}

}  // namespace raccordo::synthetic
