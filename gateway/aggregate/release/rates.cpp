#include "aggregate/release/rates.hpp"

#include <algorithm>

#include "aggregate/facts/dimensions.hpp"
#include "aggregate/release/population_figures.hpp"
#include "model/population_total.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

constexpr std::int64_t kScale = 1'000'000'000;  // per 1,000 inhabitants, in millionths

bool divides_people(Dimension dimension) {
  return dimension == Dimension::territory || dimension == Dimension::residence ||
         dimension == Dimension::sex || dimension == Dimension::age;
}

/// Whether there are figures of every Comune near the end of the period.
std::optional<base::Fault> check_population(const model::Scheme& scheme,
                                            const model::ExtractDefinition& definition,
                                            const model::Period& period) {
  const auto begin = "extract '" + definition.id + "' asks for a rate, but population.csv ";
  if (scheme.population.rows.empty()) {
    return base::fault(begin +
                       "has no figures: add mappings/scheme/population.csv, or count persons instead");
  }
  const auto wrong = figures_fault(scheme, period, detail_of(definition));
  if (!wrong) return std::nullopt;
  return base::fault(begin + wrong->what + "; add them");
}

/// The title says on which day the inhabitants were counted: it differs from year to year.
void name_figures(model::ExtractDefinition& definition, int year) {
  definition.title_it = model::with_inhabitants(definition.title_it, model::kInhabitantsIt, year);
  definition.title_en = model::with_inhabitants(definition.title_en, model::kInhabitantsEn, year);
}

/// One dimension of a rate that divides people.
struct Stratum {
  CountingDimension dimension;
  std::size_t stride = 1;
};

std::string code_in(const CountingDimension& dimension, const model::PopulationRow& row) {
  switch (dimension.choice.dimension) {
    case Dimension::sex:
      return row.sex;
    case Dimension::age:
      for (const auto& band : dimension.choice.ages) {
        if (row.age >= band.low && (band.high < 0 || row.age <= band.high)) return band.code;
      }
      return "";
    default:
      return row.istat_code;
  }
}

/// The strata of a row, each with its ancestors: summed over the dimensions.
std::vector<std::size_t> places_of(const std::vector<Stratum>& strata, const model::PopulationRow& row) {
  std::vector<std::size_t> places = {0};
  for (const auto& [dimension, stride] : strata) {
    const auto found = dimension.leaf_of.find(code_in(dimension, row));
    const auto& categories = dimension.shown.categories;
    std::vector<std::size_t> next;
    // Ages outside all bands count only in the total.
    for (int up = found == dimension.leaf_of.end() ? 0 : found->second; up >= 0;
         up = categories[static_cast<std::size_t>(up)].parent) {
      for (const auto place : places) next.push_back(place + static_cast<std::size_t>(up) * stride);
    }
    places.swap(next);
  }
  return places;
}

/// `_U` has no inhabitants: its persons are unknown, and so is its population.
void clear_unassigned(const std::vector<Stratum>& strata, std::vector<std::int64_t>& people) {
  for (const auto& [dimension, stride] : strata) {
    if (dimension.unassigned <= 0) continue;
    const auto size = dimension.shown.categories.size();
    for (std::size_t place = 0; place < people.size(); ++place) {
      if (place / stride % size == static_cast<std::size_t>(dimension.unassigned)) people[place] = 0;
    }
  }
}

}  // namespace

bool is_rate(model::Measure measure) {
  return measure == model::Measure::prevalence || measure == model::Measure::incidence;
}

std::optional<std::string> rate_without_figures(const model::ExtractDefinition& definition,
                                                const model::Scheme& scheme, const model::Period& period) {
  if (!is_rate(definition.measure)) return std::nullopt;
  const auto wrong = figures_fault(scheme, period, detail_of(definition));
  if (!wrong || wrong->kind != FiguresFault::Kind::missing) return std::nullopt;
  return "population.csv " + wrong->what;
}

base::Result<Rates> Rates::plan(const std::vector<model::ExtractDefinition>& catalogue,
                                const model::Scheme& scheme, const model::Period& period) {
  Rates rates;
  rates.counted_ = catalogue;
  for (auto& definition : rates.counted_) {
    auto denominators = Rates::denominators(definition, scheme, period);
    if (!denominators) return denominators.error();
    if (is_rate(definition.measure)) definition.measure = model::Measure::persons;
    rates.denominators_.push_back(std::move(*denominators));
  }
  return rates;
}

base::Result<Rates::Denominators> Rates::denominators(const model::ExtractDefinition& definition,
                                                      const model::Scheme& scheme,
                                                      const model::Period& period) {
  Denominators out;
  out.measure = definition.measure;
  if (!is_rate(definition.measure)) return out;
  if (auto wrong = check_population(scheme, definition, period)) return *wrong;
  out.year = year_of_figures(scheme, period, detail_of(definition));
  std::vector<Stratum> strata;
  std::size_t stride = 1;
  for (const auto& choice : definition.by) {
    out.strides.push_back(divides_people(choice.dimension) ? stride : 0);
    if (!divides_people(choice.dimension)) continue;
    auto dimension = build_dimension(definition, choice, scheme, period);
    if (!dimension) return dimension.error();
    const auto size = dimension->shown.categories.size();
    strata.push_back({std::move(*dimension), stride});
    stride *= size;
  }
  out.people.assign(stride, 0);
  for (const auto* row : figures_of(scheme, out.year, detail_of(definition))) {
    for (const auto place : places_of(strata, *row)) out.people[place] += row->inhabitants;
  }
  clear_unassigned(strata, out.people);
  return out;
}

void Rates::apply(std::vector<TableParts>& tables) const {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& denominators = denominators_[i];
    if (denominators.people.empty()) continue;
    auto& table = tables[i];
    table.definition.measure = denominators.measure;
    name_figures(table.definition, denominators.year);
    for (auto& dimension : table.dimensions) dimension.additive = false;
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
      std::size_t rest = cell;
      std::size_t place = 0;
      for (std::size_t d = table.dimensions.size(); d-- > 0;) {
        const auto size = table.dimensions[d].categories.size();
        place += rest % size * denominators.strides[d];
        rest /= size;
      }
      auto& shown = table.cells[cell];
      const auto people = denominators.people[place];
      if (people == 0) shown.hidden = true;
      shown.value = shown.hidden ? 0 : (shown.value * kScale + people / 2) / people;
    }
  }
}

}  // namespace raccordo::aggregate
