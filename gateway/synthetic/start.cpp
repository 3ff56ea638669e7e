#include "synthetic/start.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::synthetic {

Nodes nodes_of(const People& people, std::uint32_t number) {
  const auto& presence = people.presences[number];
  const auto& person = people.persons[presence.person];
  Nodes nodes{};
  nodes[at(Kind::territory)] = presence.leaf;
  for (const auto kind : kPersonal) nodes[at(kind)] = attribute(person, kind);
  return nodes;
}

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
    if (territory != 0 && table.axis(Kind::territory) == nullptr) continue;
    const auto cell = table.cell(nodes);
    if (set.weight[cell] > 0) return set.wanted[cell];
    if (found < 0) found = set.wanted[cell];
  }
  return found;
}

std::vector<Scope> scopes_of(const Workbench& bench, Kind kind, Counted counted, Node node,
                             const std::vector<std::uint32_t>& all) {
  const auto* base = bench.quota.base_of(kind, counted, {}, node);
  if (base == nullptr) return {};
  if (base->axis(Kind::territory) == nullptr) return {{0, &all}};
  std::vector<Scope> scopes;
  for (std::size_t i = 0; i < bench.people.buckets.size(); ++i)
    scopes.push_back({bench.people.buckets[i], &bench.people.in_bucket[i]});
  return scopes;
}

People fill_register(const Vocabulary& vocabulary, const TableSet& set, Random& random) {
  Workbench bench{vocabulary, set, random, Quota(vocabulary, set), {}};
  place_persons(bench);
  merge_presences(bench);
  give_interventions(bench);
  give_needs(bench);
  return std::move(bench.people);
}

}  // namespace raccordo::synthetic
