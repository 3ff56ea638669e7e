#include "aggregate/release/population_figures.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "model/population_total.hpp"

namespace raccordo::aggregate {
namespace {

using model::PopulationRow;

/// Of the rows of one Comune and year: those of one kind.
enum Kind : std::size_t { totals, by_sex, by_age, by_sex_and_age };
constexpr std::size_t kKinds = 4;

Kind kind_of(const PopulationRow& row) {
  const bool sexes = row.sex != model::kEverySex;
  const bool ages = row.age != model::kEveryAge;
  return sexes ? (ages ? by_sex_and_age : by_sex) : (ages ? by_age : totals);
}

/// The kinds that serve a detail, the coarsest first.
std::vector<Kind> kinds_for(PeopleDetail detail) {
  if (detail.by_sex && detail.by_age) return {by_sex_and_age};
  if (detail.by_sex) return {by_sex, by_sex_and_age};
  if (detail.by_age) return {by_age, by_sex_and_age};
  return {totals, by_sex, by_age, by_sex_and_age};
}

using RowsOfKind = std::vector<std::vector<const PopulationRow*>>;

std::map<std::string_view, RowsOfKind> rows_by_comune(const model::Scheme& scheme, int year) {
  std::map<std::string_view, RowsOfKind> rows;
  for (const auto& row : scheme.population.rows) {
    if (row.year != year) continue;
    auto& kinds = rows[row.istat_code];
    kinds.resize(kKinds);
    kinds[kind_of(row)].push_back(&row);
  }
  return rows;
}

std::string list_of(const std::vector<int>& years) {
  std::string list;
  for (const int year : years) list += (list.empty() ? "" : " or ") + std::to_string(year);
  return list;
}

std::string detail_words(PeopleDetail detail) {
  if (detail.by_sex && detail.by_age) return " by sex and age";
  return detail.by_sex ? " by sex" : detail.by_age ? " by age" : "";
}

std::string incomplete(int year, PeopleDetail detail, const std::vector<std::string_view>& without) {
  return "has no figures" + detail_words(detail) + " of " + std::to_string(year) + " for " +
         std::to_string(without.size()) + " Comuni, the first is " + std::string(without.front());
}

}  // namespace

PeopleDetail detail_of(const model::ExtractDefinition& definition) {
  PeopleDetail detail;
  for (const auto& choice : definition.by) {
    detail.by_sex |= choice.dimension == model::Dimension::sex;
    detail.by_age |= choice.dimension == model::Dimension::age;
  }
  return detail;
}

std::vector<const PopulationRow*> figures_of(const model::Scheme& scheme, int year, PeopleDetail detail) {
  std::vector<const PopulationRow*> figures;
  for (const auto& [comune, kinds] : rows_by_comune(scheme, year)) {
    for (const auto kind : kinds_for(detail)) {
      if (kinds[kind].empty()) continue;
      figures.insert(figures.end(), kinds[kind].begin(), kinds[kind].end());
      break;
    }
  }
  return figures;
}

std::vector<std::string_view> comuni_without_figures(const model::Scheme& scheme, int year,
                                                     PeopleDetail detail) {
  std::set<std::string_view> known;
  for (const auto* row : figures_of(scheme, year, detail)) known.insert(row->istat_code);
  std::vector<std::string_view> without;
  for (const auto& comune : scheme.territory.comuni()) {
    if (!known.contains(comune.istat_code)) without.push_back(comune.istat_code);
  }
  return without;
}

std::vector<int> years_near(const model::Period& period) {
  constexpr unsigned kJuly = 7;
  const int year = period.last.year;
  if (period.last.month >= kJuly) return {year + 1, year};
  return {year, year + 1};
}

std::optional<FiguresFault> figures_fault(const model::Scheme& scheme, const model::Period& period,
                                          PeopleDetail detail) {
  std::optional<FiguresFault> partial;
  for (const int year : years_near(period)) {
    const auto without = comuni_without_figures(scheme, year, detail);
    if (without.empty()) return std::nullopt;
    if (without.size() < scheme.territory.comuni().size() && !partial)
      partial = FiguresFault{FiguresFault::Kind::incomplete, incomplete(year, detail, without)};
  }
  if (partial) return partial;
  return FiguresFault{FiguresFault::Kind::missing,
                      "has no figures" + detail_words(detail) + " of " + list_of(years_near(period))};
}

int year_of_figures(const model::Scheme& scheme, const model::Period& period, PeopleDetail detail) {
  const auto years = years_near(period);
  const auto found = std::find_if(years.begin(), years.end(), [&](int year) {
    return comuni_without_figures(scheme, year, detail).empty();
  });
  return found == years.end() ? years.front() : *found;
}

std::vector<std::string> faults_of_population(const model::Scheme& scheme, PeopleDetail detail) {
  std::set<int> years;
  for (const auto& row : scheme.population.rows) years.insert(row.year);
  std::vector<std::string> faults;
  bool any = false;
  for (const int year : years) {
    const auto without = comuni_without_figures(scheme, year, detail);
    any |= without.empty();
    if (!without.empty() && without.size() < scheme.territory.comuni().size())
      faults.push_back(incomplete(year, detail, without));
  }
  if (faults.empty() && !any) faults.push_back("has no figures" + detail_words(detail) + " of any year");
  return faults;
}

}  // namespace raccordo::aggregate
