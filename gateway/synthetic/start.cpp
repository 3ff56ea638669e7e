#include "synthetic/start.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
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

[[maybe_unused]] static void dbg(Workbench& b, const char* name) {
  if (!std::getenv("DBG")) return;
  b.tally.count();
  std::map<std::string, std::pair<int,int>> m;
  for (std::uint32_t c = 0; c < b.set.weight.size(); ++c) if (b.set.weight[c] == kUpperWeight && b.tally.excess(c)) { auto& e = m[b.set.tables[b.set.table_of[c]].table->definition().id]; e.first++; e.second += std::abs(b.tally.excess(c)); }
  std::fprintf(stderr, "%s:", name);
  for (auto& [k, v] : m) std::fprintf(stderr, " %s %d/%d", k.c_str(), v.first, v.second);
  std::fprintf(stderr, "\n");
}

People fill_register(const Vocabulary& vocabulary, const TableSet& set, Random& random) {
  Workbench bench(vocabulary, set, random);
  place_persons(bench); dbg(bench, "place_persons");
  join_presences(bench); dbg(bench, "join_presences");
  give_attributes(bench); dbg(bench, "give_attributes");
  give_interventions(bench); dbg(bench, "give_interventions");
  give_needs(bench); dbg(bench, "give_needs");
  give_places(bench); dbg(bench, "give_places");
  return std::move(bench.people);
}

}  // namespace raccordo::synthetic
