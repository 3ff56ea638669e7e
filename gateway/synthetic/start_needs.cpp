#include <utility>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {

/// Each person in charge gets needs or none (`_U`).
void give_needs(Workbench& bench) {
  const auto& tree = bench.vocabulary.tree(Kind::need);
  Task task;
  task.kinds = set_of(Kind::need);
  const auto others =
      set_of(Kind::territory) | set_of(Kind::sex) | set_of(Kind::age) | set_of(Kind::citizenship);
  for (const auto* table : tables_within(bench.set, task.kinds | others)) {
    if (!table->by_intervention && table->axis(Kind::need) != nullptr) task.tables.push_back(table);
  }
  if (tree.leaves.empty() || task.tables.empty()) return;
  const auto unknown = tree.find(kUnassigned);
  for (const auto need : tree.leaves) {
    if (need == unknown) task.none = task.elements.size();
    task.elements.emplace_back()[at(Kind::need)] = need;
  }
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (!bench.people.presences[i].in_charge) continue;
    members.push_back(i);
    // Until the needs are given: no needs at all would count as not stated.
    bench.people.presences[i].needs = {0};
  }
  solve(bench, task, members, [&](std::uint32_t presence, const Given& given) {
    auto& needs = bench.people.presences[presence].needs;
    needs.clear();
    for (const auto element : given) {
      if (element != task.none) needs.push_back(task.elements[element][at(Kind::need)]);
    }
  });
}

}  // namespace raccordo::synthetic
