#include "aggregate/release/period_catalogue.hpp"

#include <algorithm>

#include "aggregate/release/rates.hpp"

namespace raccordo::aggregate {
namespace {

using model::DimensionChoice;
using model::ExtractDefinition;
using model::Periodicity;

bool is_made_for(const ExtractDefinition& definition, const model::Period& period) {
  const auto periodicity = model::periodicity_of(period.code);
  return !periodicity || definition.periods.contain(*periodicity);
}

/// The same dimension with fewer places: a higher level (levels go from Comune up), or the same.
bool is_as_coarse(const DimensionChoice& one, const DimensionChoice& fine) {
  return one.dimension == fine.dimension && one.level >= fine.level && one.ages.size() <= fine.ages.size();
}

/// Counts the same, in every dimension as coarsely or more so.
bool is_coarser(const ExtractDefinition& one, const ExtractDefinition& fine) {
  if (one.id == fine.id || one.measure != fine.measure || one.when != fine.when || one.kinds != fine.kinds)
    return false;
  return std::all_of(one.by.begin(), one.by.end(), [&](const auto& choice) {
    return std::any_of(fine.by.begin(), fine.by.end(),
                       [&](const auto& other) { return is_as_coarse(choice, other); });
  });
}

std::string periods_in_words(const model::Periodicities& periods) {
  std::string words = periods.year ? "years" : "";
  if (periods.quarter) words += words.empty() ? "quarters" : " and quarters";
  if (periods.month) words += words.empty() ? "months" : " and months";
  return words;
}

/// The finest of the tables that are coarser: the one with the most dimensions, first in the catalogue.
const ExtractDefinition* coarser_of(const std::vector<ExtractDefinition>& catalogue,
                                    const ExtractDefinition& fine, const model::Scheme& scheme,
                                    const model::Period& period) {
  const ExtractDefinition* best = nullptr;
  for (const auto& one : catalogue) {
    if (!is_coarser(one, fine) || !is_made_for(one, period) || rate_without_figures(one, scheme, period))
      continue;
    if (best == nullptr || one.by.size() > best->by.size()) best = &one;
  }
  return best;
}

}  // namespace

std::vector<TableLeftOut> tables_left_out(const std::vector<ExtractDefinition>& catalogue,
                                          const model::Scheme& scheme, const model::Period& period) {
  std::vector<TableLeftOut> found;
  for (const auto& definition : catalogue) {
    if (!is_made_for(definition, period)) {
      auto reason = "the catalogue has this table for " + periods_in_words(definition.periods) +
                    " only: in a shorter period too few persons change in its cells";
      if (const auto* coarser = coarser_of(catalogue, definition, scheme, period))
        reason += "; the coarser table is " + coarser->id;
      found.push_back({definition.id, std::move(reason)});
    } else if (auto without = rate_without_figures(definition, scheme, period)) {
      found.push_back({definition.id, std::move(*without)});
    }
  }
  return found;
}

std::vector<ExtractDefinition> catalogue_of_period(std::vector<ExtractDefinition> catalogue,
                                                   const model::Scheme& scheme, const model::Period& period) {
  std::erase_if(catalogue, [&](const ExtractDefinition& definition) {
    return !is_made_for(definition, period) || rate_without_figures(definition, scheme, period);
  });
  return catalogue;
}

}  // namespace raccordo::aggregate
