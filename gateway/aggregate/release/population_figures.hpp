// The inhabitants that a rate divides by: which rows of population.csv, of which year. Called by rates.cpp
// and by the check of the configuration. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// How fine the figures must be for a table.
struct PeopleDetail {
  bool by_sex = false, by_age = false;
};
PeopleDetail detail_of(const model::ExtractDefinition& definition);

/// The rows of one year that count each person once: of each Comune the coarsest that are fine enough. Rows
/// of totals and rows by sex and age may stand side by side in the file.
std::vector<const model::PopulationRow*> figures_of(const model::Scheme& scheme, int year,
                                                    PeopleDetail detail);
/// The Comuni that have no such rows, in the order of territory.csv.
std::vector<std::string_view> comuni_without_figures(const model::Scheme& scheme, int year,
                                                     PeopleDetail detail);

/// The years whose 1 January is nearest to the last day of the period, the nearest first: for 2017 they are
/// 2018 (31 December 2017) and 2017.
std::vector<int> years_near(const model::Period& period);

/// Why a rate of the period cannot be computed. Nothing: it can. `missing`: no row at all of a usable year.
struct FiguresFault {
  enum class Kind { missing, incomplete };
  Kind kind = Kind::missing;
  std::string what;  ///< "has no figures of 2018 or 2017"
};
std::optional<FiguresFault> figures_fault(const model::Scheme& scheme, const model::Period& period,
                                          PeopleDetail detail);
/// The year whose figures a rate of the period uses, if figures_fault finds nothing.
int year_of_figures(const model::Scheme& scheme, const model::Period& period, PeopleDetail detail);

/// What is wrong with population.csv for this rate, whatever the period: years with figures of some Comuni
/// only (those that lack the same ones together), or no year that is fine enough. Empty: nothing.
std::vector<std::string> faults_of_population(const model::Scheme& scheme, PeopleDetail detail);

/// What can hardly be meant: a Comune without any inhabitants, a year after `this_year`. In the order of the
/// lines.
struct PopulationWarning {
  int line = 0;  ///< of population.csv
  std::string message;
};
std::vector<PopulationWarning> warnings_of_population(const model::Scheme& scheme, int this_year);

}  // namespace raccordo::aggregate
