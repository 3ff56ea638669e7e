// How far the tables of a synthetic register are from those of the release, counted from the finished
// register. Called by microdata; printed by `raccordo release microdata`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synthetic/rows.hpp"

namespace raccordo::synthetic {

/// One table at one level.
struct FitRow {
  std::string table;
  model::Measure measure = model::Measure::persons;
  bool is_upper = true;            ///< cells of an Ambito and above; false: of groups and Comuni
  std::string not_compared;        ///< why the register cannot be counted by this table; "" if it was
  std::size_t shown = 0;           ///< cells that the release shows
  std::size_t exact = 0;           ///< of them, how many the register gives
  std::int64_t largest = 0;        ///< greatest distance; cents for amounts
  std::int64_t mean_hundreds = 0;  ///< a hundred times the mean distance, rounded
  std::int64_t sum = 0;            ///< of the distances
};

/// What a register misses of what it must give: shown counts of persons from Ambito up.
struct Shortfall {
  std::size_t cells = 0;     ///< that do not come out
  std::int64_t persons = 0;  ///< sum of their distances
};
Shortfall shortfall_of(const std::vector<FitRow>& fit);

std::vector<FitRow> measure_fit(const Vocabulary& vocabulary, const aggregate::Release& release,
                                const Register& made);

/// A distance in the unit of the measure: persons, cases, interventions, or euro with two decimals.
std::string distance_text(model::Measure measure, std::int64_t distance);
/// The mean distance with two decimals, in the same unit.
std::string mean_text(const FitRow& row);
/// "ambito" or "comune": the level of a row of the fit.
std::string_view level_text(const FitRow& row);

/// The fit as a table of Markdown, for people.
std::string fit_text(const std::vector<FitRow>& fit);

}  // namespace raccordo::synthetic
