#include "aggregate/layers/largest_shares.hpp"

#include <algorithm>

#include "base/threads.hpp"

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
                                               const PersonCounter& counter) {
  std::vector<LargestShares> shares(counter.first_cell(plans.size()));
  std::vector<std::size_t> of_money;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.measure == model::Measure::amount) of_money.push_back(table);
  }
  if (of_money.empty()) return shares;
  const auto parts = cut_persons(people.persons());
  std::vector<std::vector<LargestShares>> found(parts.size(), shares);
  base::share_out(parts.size(), parts.size(), [&](std::size_t, std::size_t part) {
    auto own_counter = counter;
    FactColumns dossier;
    std::vector<Contribution> list;
    for (auto person = parts[part].begin; person < parts[part].end; ++person) {
      people.copy(person, dossier);
      list.clear();
      for (const auto table : of_money) own_counter.list(table, dossier, list);
      for (const auto& [cell, value] : list) note(found[part][cell], person, value);
    }
  });
  for (const auto& part : found) {
    for (std::size_t cell = 0; cell < shares.size(); ++cell) {
      note(shares[cell], part[cell].person, part[cell].first);
      shares[cell].second = std::max(shares[cell].second, part[cell].second);
    }
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
