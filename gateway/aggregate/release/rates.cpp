#include "aggregate/release/rates.hpp"

#include <algorithm>
#include <set>

#include "aggregate/facts/dimensions.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

constexpr std::int64_t kScale = 1'000'000'000;  // per 1,000 inhabitants, in millionths

bool divides_people(Dimension dimension) {
  return dimension == Dimension::territory || dimension == Dimension::residence ||
         dimension == Dimension::sex || dimension == Dimension::age;
}

/// Whether there are figures of every Comune in the year.
std::optional<base::Fault> check_population(const model::Scheme& scheme, const std::string& extract,
                                            int year) {
  const auto begin = "extract '" + extract + "' asks for a rate, but population.csv has no figures";
  if (scheme.population.rows.empty()) {
    return base::fault(begin + ": add mappings/scheme/population.csv, or count persons instead");
  }
  std::set<std::string_view> missing;
  for (const auto& comune : scheme.territory.comuni()) missing.insert(comune.istat_code);
  for (const auto& row : scheme.population.rows) {
    if (row.year == year) missing.erase(row.istat_code);
  }
  if (missing.empty()) return std::nullopt;
  const auto of_year = begin + " of " + std::to_string(year);
  if (missing.size() == scheme.territory.comuni().size()) return base::fault(of_year + "; add them");
  return base::fault(of_year + " for " + std::to_string(missing.size()) + " Comuni, the first is " +
                     std::string(*missing.begin()) + "; add them");
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
  const int year = period.last.year;
  if (auto wrong = check_population(scheme, definition.id, year)) return *wrong;
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
  for (const auto& row : scheme.population.rows) {
    if (row.year != year) continue;
    for (const auto place : places_of(strata, row)) out.people[place] += row.inhabitants;
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
