#include "aggregate/release/population_figures.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

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

std::string list_of(const std::vector<int>& years, std::string_view between) {
  std::string list;
  for (const int year : years) {
    if (!list.empty()) list += between;
    list += std::to_string(year);
  }
  return list;
}

std::string detail_words(PeopleDetail detail) {
  if (detail.by_sex && detail.by_age) return " by sex and age";
  return detail.by_sex ? " by sex" : detail.by_age ? " by age" : "";
}

/// The Comuni that a message names: all of a few, the first of many.
std::string list_of(const std::vector<std::string_view>& comuni) {
  constexpr std::size_t kNamed = 20;
  std::string list = std::to_string(comuni.size()) + (comuni.size() == 1 ? " Comune:" : " Comuni:");
  for (std::size_t i = 0; i < std::min(comuni.size(), kNamed); ++i)
    list.append(i == 0 ? " " : ", ").append(comuni[i]);
  if (comuni.size() > kNamed) list += " and " + std::to_string(comuni.size() - kNamed) + " more";
  return list;
}

std::string incomplete(const std::vector<int>& years, PeopleDetail detail,
                       const std::vector<std::string_view>& without) {
  return "has no figures" + detail_words(detail) + " of " + list_of(years, ", ") + " for " + list_of(without);
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
      partial = FiguresFault{FiguresFault::Kind::incomplete, incomplete({year}, detail, without)};
  }
  if (partial) return partial;
  return FiguresFault{FiguresFault::Kind::missing,
                      "has no figures" + detail_words(detail) + " of " + list_of(years_near(period), " or ")};
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
  // Years with the same holes are told together, in the order of the first.
  std::vector<std::pair<std::vector<std::string_view>, std::vector<int>>> holes;
  bool any = false;
  for (const int year : years) {
    const auto without = comuni_without_figures(scheme, year, detail);
    any |= without.empty();
    if (without.empty() || without.size() == scheme.territory.comuni().size()) continue;
    const auto same =
        std::find_if(holes.begin(), holes.end(), [&](const auto& hole) { return hole.first == without; });
    if (same == holes.end()) {
      holes.push_back({without, {year}});
    } else {
      same->second.push_back(year);
    }
  }
  std::vector<std::string> faults;
  for (const auto& [comuni, of_years] : holes) faults.push_back(incomplete(of_years, detail, comuni));
  if (faults.empty() && !any) faults.push_back("has no figures" + detail_words(detail) + " of any year");
  return faults;
}

std::vector<PopulationWarning> warnings_of_population(const model::Scheme& scheme, int this_year) {
  struct Sum {
    std::int64_t people = 0;
    int line = 0;  ///< the first
  };
  std::map<std::pair<std::string_view, int>, Sum> sums;
  std::map<int, int> first_lines;  // by year
  for (const auto& row : scheme.population.rows) {
    auto& sum = sums[{row.istat_code, row.year}];
    if (sum.line == 0) sum.line = row.line;
    sum.people += row.inhabitants;
    first_lines.emplace(row.year, row.line);
  }
  std::vector<PopulationWarning> warnings;
  for (const auto& [key, sum] : sums) {
    if (sum.people > 0) continue;
    warnings.push_back({sum.line, "the Comune " + std::string(key.first) +
                                      " has 0 inhabitants on 1 January " + std::to_string(key.second) +
                                      ": it has no rate then, and the rates of its group and Ambito are too "
                                      "high; correct the number"});
  }
  for (const auto& [year, line] : first_lines) {
    if (year <= this_year) continue;
    warnings.push_back({line, "the year " + std::to_string(year) +
                                  " has not begun: nobody has counted its inhabitants; correct the year"});
  }
  std::sort(warnings.begin(), warnings.end(),
            [](const auto& one, const auto& other) { return one.line < other.line; });
  return warnings;
}

}  // namespace raccordo::aggregate
