#include <algorithm>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {

/// Each person in charge gets one need or none (`_U`); then the needs that the tables still lack are given to
/// persons with another need.
void give_needs(Workbench& bench) {
  constexpr auto kCases = Counted::in_charge;
  const auto& tree = bench.vocabulary.tree(Kind::need);
  if (tree.leaves.empty() || !bench.quota.has(Kind::need, kCases)) return;
  const auto unknown = tree.find(kUnassigned).value_or(0);
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (bench.people.presences[i].in_charge) all.push_back(i);
  }
  bench.random.shuffle(all);
  std::vector<std::uint64_t> weights;
  for (const auto presence : all) {
    const auto known = nodes_of(bench.people, presence);
    bench.quota.weigh(Kind::need, kCases, known, tree.leaves, weights);
    const auto chosen = bench.random.weighted(weights);
    const auto need = chosen < tree.leaves.size() ? tree.leaves[chosen] : unknown;
    bench.quota.take(Kind::need, kCases, known, need);
    if (need != unknown) bench.people.presences[presence].needs = {need};
  }
  for (const auto need : tree.leaves) {
    if (need == unknown) continue;
    const auto may = [&](const Presence& presence) {
      const auto& needs = presence.needs;
      return !needs.empty() && std::find(needs.begin(), needs.end(), need) == needs.end();
    };
    for (const auto& scope : scopes_of(bench, Kind::need, kCases, need, all))
      give_rest(bench, Kind::need, kCases, scope, need, may,
                [&](Presence& presence) { presence.needs.push_back(need); });
  }
}

}  // namespace raccordo::synthetic
