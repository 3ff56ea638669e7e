#include "aggregate/layers/largest_shares.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

void note(LargestShares& shares, std::uint32_t person, std::int64_t value) {
  if (value > shares.first) {
    shares.second = shares.first;
    shares.first = value;
    shares.person = person;
  } else {
    shares.second = std::max(shares.second, value);
  }
}

}  // namespace

std::vector<LargestShares> find_largest_shares(const std::vector<PlannedTable>& plans, const Register& people,
                                               PersonCounter& counter) {
  std::vector<LargestShares> shares(counter.first_cell(plans.size()));
  std::vector<std::size_t> of_money;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.measure == model::Measure::amount) of_money.push_back(table);
  }
  if (of_money.empty()) return shares;
  FactColumns dossier;
  std::vector<Contribution> list;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    list.clear();
    for (const auto table : of_money) counter.list(table, dossier, list);
    for (const auto& [cell, value] : list) note(shares[cell], person, value);
  }
  return shares;
}

bool is_dominated(const CountedCell& cell, const LargestShares& shares, const Rules& rules) {
  if (shares.first <= 0 || cell.persons < static_cast<std::uint32_t>(rules.k)) return false;
  return (cell.value - shares.first - shares.second) * 100 < shares.first * rules.p_percent;
}

std::int64_t least_shift(const LargestShares& shares, const Rules& rules) {
  return (shares.first * rules.p_percent + 99) / 100;
}

}  // namespace raccordo::aggregate
