// Rates per 1,000 inhabitants. The persons of a rate are counted, protected and hidden like a table of
// persons; the rate is computed last. make_proven_release calls this before and after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/release/release_parts.hpp"
#include "base/result.hpp"
#include "model/extract.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

bool is_rate(model::Measure measure);

/// Why no release of the period can have this rate: nobody counted the inhabitants near its end. Nothing if
/// it can, or if the table is no rate. A year with figures of some Comuni only is a fault of Rates::plan.
std::optional<std::string> rate_without_figures(const model::ExtractDefinition& definition,
                                                const model::Scheme& scheme, const model::Period& period);

class Rates {
 public:
  /// Faults: a rate without population figures near the end of the period (population_figures.hpp), or with
  /// figures of some Comuni only.
  static base::Result<Rates> plan(const std::vector<model::ExtractDefinition>& catalogue,
                                  const model::Scheme& scheme, const model::Period& period);

  /// The catalogue with every rate replaced by a count of persons, for counting and protecting.
  const std::vector<model::ExtractDefinition>& counted() const { return counted_; }

  /// Turns the shown persons of rate tables into millionths of a rate, rounded half up, and names the day of
  /// the inhabitants in the titles. The denominator is
  /// the number of inhabitants of the same territory, sex and age band; without inhabitants (also for `_U`)
  /// the cell is hidden. `tables` are those of `counted()`, in its order.
  void apply(std::vector<TableParts>& tables) const;

 private:
  /// People by stratum; a cell's stratum is the sum of index times stride over its dimensions.
  struct Denominators {
    model::Measure measure = model::Measure::persons;
    int year = 0;                      ///< the inhabitants are those of its 1 January
    std::vector<std::size_t> strides;  ///< by dimension of the table; 0 if it does not divide people
    std::vector<std::int64_t> people;  ///< empty: the table is not a rate
  };
  static base::Result<Denominators> denominators(const model::ExtractDefinition& definition,
                                                 const model::Scheme& scheme, const model::Period& period);

  std::vector<model::ExtractDefinition> counted_;
  std::vector<Denominators> denominators_;
};

}  // namespace raccordo::aggregate
