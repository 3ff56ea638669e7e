#include "aggregate/witness/pools.hpp"

#include <algorithm>

#include "aggregate/facts/secret_order.hpp"
#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostKept = 192;
constexpr std::size_t kMostWithoutAmount = 32;

using PersonLists = std::vector<std::vector<PersonNo>>;

void keep(PersonLists& persons, const std::vector<Contribution>& list, PersonNo person, std::size_t most) {
  for (const auto& contribution : list) {
    auto& kept = persons[contribution.cell];
    if (kept.size() < most) kept.push_back(person);
  }
}

/// The dossier with an amount for every intervention without one, and none for the others.
void turn_amounts_over(FactColumns& dossier) {
  for (auto& intervention : dossier.interventions) {
    intervention.has_amount = !intervention.has_amount;
    intervention.amount_cents = 0;
  }
}

/// Appends to each list what a later part found.
void append(const PersonLists& more, std::size_t most, PersonLists& persons) {
  for (std::size_t cell = 0; cell < persons.size(); ++cell) {
    const auto missing = std::min(most - persons[cell].size(), more[cell].size());
    persons[cell].insert(persons[cell].end(), more[cell].begin(),
                         more[cell].begin() + static_cast<std::ptrdiff_t>(missing));
  }
}

}  // namespace

Pools::Pools(const std::vector<PlannedTable>& plans, const model::FactSet& facts, const Register& people,
             const PersonCounter& counter, std::string_view key, std::size_t complete_below)
    : order_(in_secret_order(facts, people.persons(), key)),
      persons_(counter.cells()),
      without_amount_(persons_.size()) {
  const auto most = std::max(kMostKept, complete_below);
  std::vector<std::size_t> of_money;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.measure == model::Measure::amount) of_money.push_back(table);
  }
  const auto parts = cut_persons(static_cast<std::uint32_t>(order_.size()));
  std::vector<PersonLists> found(parts.size(), persons_), without_amount(parts.size(), without_amount_);
  base::share_out(parts.size(), parts.size(), [&](std::size_t, std::size_t part) {
    auto own_counter = counter;
    FactColumns dossier;
    std::vector<Contribution> list;
    for (auto at = parts[part].begin; at < parts[part].end; ++at) {
      const auto person = order_[at];
      people.copy(person, dossier);
      list.clear();
      own_counter.list_all(dossier, list);
      keep(found[part], list, person, most);
      if (of_money.empty()) continue;
      turn_amounts_over(dossier);
      list.clear();
      for (const auto table : of_money) own_counter.list(table, dossier, list);
      keep(without_amount[part], list, person, kMostWithoutAmount);
    }
  });
  persons_ = std::move(found.front());
  without_amount_ = std::move(without_amount.front());
  for (std::size_t part = 1; part < parts.size(); ++part) {
    append(found[part], most, persons_);
    append(without_amount[part], kMostWithoutAmount, without_amount_);
  }
}

}  // namespace raccordo::aggregate
