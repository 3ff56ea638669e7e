#include "aggregate/suppress/certified.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::aggregate {

std::int64_t breaches(const Certified& item) {
  std::int64_t sum = 0;
  for (const auto& witness : item.witnesses) sum += witness.breaches;
  return sum;
}

std::vector<PersonNo> changed_persons(const Witness& witness) {
  std::vector<PersonNo> persons;
  for (const auto& edit : witness.edits) {
    if (edit.attribute != Attribute::presence || edit.to == 0) persons.push_back(edit.person);
  }
  return persons;
}

void Holdings::keep(Certified& item, FoundWitness witness) {
  hidden_.hold(witness.changed);
  item.cost += witness.cost;
  item.witnesses.push_back(std::move(witness));
}

void Holdings::keep(Certified& item, std::vector<FoundWitness> witnesses) {
  for (auto& witness : witnesses) keep(item, std::move(witness));
}

std::vector<FoundWitness> Holdings::drop(Certified& item) {
  for (const auto& witness : item.witnesses) hidden_.let_go(witness.changed);
  item.cost = 0;
  return std::exchange(item.witnesses, {});
}

void Holdings::replace(Certified& item, std::vector<FoundWitness> witnesses) {
  drop(item);
  keep(item, std::move(witnesses));
}

double Holdings::exclusive_cost(const Certified& item) const {
  std::vector<CellNo> cells;
  for (const auto& witness : item.witnesses) {
    cells.insert(cells.end(), witness.changed.begin(), witness.changed.end());
  }
  std::sort(cells.begin(), cells.end());
  double cost = 0;
  for (auto at = cells.begin(); at != cells.end();) {
    const auto next = std::upper_bound(at, cells.end(), *at);
    if (hidden_.holders(*at) == static_cast<std::uint32_t>(next - at)) cost += space_.weight(*at);
    at = next;
  }
  return cost;
}

}  // namespace raccordo::aggregate
