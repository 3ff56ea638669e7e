#include "aggregate/witness/pools.hpp"

#include <algorithm>

#include "aggregate/facts/secret_order.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostKept = 192;
constexpr std::size_t kMostWithoutAmount = 32;

void keep(std::vector<std::vector<PersonNo>>& persons, const std::vector<Contribution>& list, PersonNo person,
          std::size_t most) {
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

}  // namespace

Pools::Pools(const std::vector<PlannedTable>& plans, const model::FactSet& facts, const Register& people,
             PersonCounter& counter, std::string_view key, std::size_t complete_below)
    : order_(in_secret_order(facts, people.persons(), key)),
      persons_(counter.cells()),
      without_amount_(persons_.size()) {
  const auto most = std::max(kMostKept, complete_below);
  std::vector<std::size_t> of_money;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.measure == model::Measure::amount) of_money.push_back(table);
  }
  FactColumns dossier;
  std::vector<Contribution> list;
  for (const auto person : order_) {
    people.copy(person, dossier);
    list.clear();
    counter.list_all(dossier, list);
    keep(persons_, list, person, most);
    if (of_money.empty()) continue;
    turn_amounts_over(dossier);
    list.clear();
    for (const auto table : of_money) counter.list(table, dossier, list);
    keep(without_amount_, list, person, kMostWithoutAmount);
  }
}

}  // namespace raccordo::aggregate
