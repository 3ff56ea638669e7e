#include "synthetic/start.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::synthetic {

bool has_tables(const TableSet& set, Counted counted) {
  return std::any_of(set.tables.begin(), set.tables.end(), [&](const auto& table) {
    return table.by_intervention == (counted == Counted::with_interventions);
  });
}

std::int64_t wanted_in(const TableSet& set, Counted counted, Node territory) {
  Nodes nodes{};
  nodes[at(Kind::territory)] = territory;
  std::int64_t found = -1;
  for (const auto& table : set.tables) {
    if (table.by_intervention != (counted == Counted::with_interventions)) continue;
    const auto* axis = table.axis(Kind::territory);
    // A coarser table has a larger territory in its place.
    if (territory != 0 && (axis == nullptr || !axis->has[territory])) continue;
    const auto cell = table.cell(nodes);
    if (set.weight[cell] > 0) return set.wanted[cell];
    if (found < 0) found = set.wanted[cell];
  }
  return found;
}

People fill_register(const Vocabulary& vocabulary, const TableSet& set, Random& random) {
  Workbench bench(vocabulary, set, random);
  place_persons(bench);
  join_presences(bench);
  give_attributes(bench);
  give_interventions(bench);
  give_needs(bench);
  give_places(bench);
  return std::move(bench.people);
}

}  // namespace raccordo::synthetic
