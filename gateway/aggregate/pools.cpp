#include "aggregate/pools.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostKept = 192;
constexpr std::size_t kMostWithoutAmount = 32;

std::uint64_t first_bytes(const base::Digest& digest) {
  std::uint64_t number = 0;
  std::memcpy(&number, digest.data(), sizeof number);
  return number;
}

std::vector<PersonNo> in_secret_order(const model::FactSet& facts, PersonNo persons, std::string_view key) {
  const base::Hmac hmac(key);
  std::vector<std::pair<std::uint64_t, PersonNo>> ranked;
  ranked.reserve(persons);
  for (PersonNo person = 0; person < persons; ++person) {
    const std::uint64_t name = person < facts.persons.size() ? facts.persons[person].key : person;
    std::array<char, 16> message{};
    std::memcpy(message.data(), &name, sizeof name);
    std::memcpy(message.data() + sizeof name, &person, sizeof person);
    ranked.emplace_back(first_bytes(hmac.compute({message.data(), message.size()})), person);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<PersonNo> order;
  order.reserve(ranked.size());
  for (const auto& [rank, person] : ranked) order.push_back(person);
  return order;
}

void keep(std::vector<std::vector<PersonNo>>& persons, const std::vector<Contribution>& list, PersonNo person,
          std::size_t most) {
  for (const auto& contribution : list) {
    auto& kept = persons[contribution.cell];
    if (kept.size() < most) kept.push_back(person);
  }
}

/// The dossier if every intervention without an amount named one, and the others none.
void turn_amounts_over(FactColumns& dossier) {
  for (auto& intervention : dossier.interventions) {
    intervention.has_amount = !intervention.has_amount;
    intervention.amount_cents = 0;
  }
}

}  // namespace

Pools::Pools(const std::vector<PlannedTable>& plans, const model::FactSet& facts, const Register& people,
             PersonCounter& counter, std::string_view key, std::size_t complete_below)
    : persons_(counter.first_cell(counter.tables())), without_amount_(persons_.size()) {
  const auto most = std::max(kMostKept, complete_below);
  std::vector<std::size_t> of_money;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    if (plans[table].table.definition.measure == model::Measure::amount) of_money.push_back(table);
  }
  FactColumns dossier;
  std::vector<Contribution> list;
  for (const auto person : in_secret_order(facts, people.persons(), key)) {
    people.copy(person, dossier);
    list.clear();
    for (std::size_t table = 0; table < counter.tables(); ++table) counter.list(table, dossier, list);
    keep(persons_, list, person, most);
    if (of_money.empty()) continue;
    turn_amounts_over(dossier);
    list.clear();
    for (const auto table : of_money) counter.list(table, dossier, list);
    keep(without_amount_, list, person, kMostWithoutAmount);
  }
}

}  // namespace raccordo::aggregate
