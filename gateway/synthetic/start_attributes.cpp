#include <utility>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

/// Every sex with every age and citizenship that the tables know.
std::vector<Nodes> strata_of(const Vocabulary& vocabulary) {
  std::vector<Nodes> strata(1, Nodes{});
  for (const auto kind : kPersonal) {
    const auto& leaves = vocabulary.tree(kind).leaves;
    if (leaves.empty()) continue;
    std::vector<Nodes> next;
    for (const auto& stratum : strata) {
      for (const auto leaf : leaves) {
        next.push_back(stratum);
        next.back()[at(kind)] = leaf;
      }
    }
    strata = std::move(next);
  }
  return strata;
}

/// Tables of persons in charge; of persons with interventions only for attributes that no other table has.
std::vector<const PersonTable*> tables_of(const TableSet& set, KindSet personal) {
  std::vector<const PersonTable*> tables;
  KindSet known = 0;
  const auto all =
      tables_within(set, personal | set_of(Kind::territory) | set_of(Kind::service) | set_of(Kind::need));
  for (const auto* table : all) {
    if (table->by_intervention) continue;
    tables.push_back(table);
    known |= table->kinds & personal;
  }
  const bool has_cases = !tables.empty();
  for (const auto* table : all) {
    if (table->by_intervention && (!has_cases || (table->kinds & personal & ~known) != 0))
      tables.push_back(table);
  }
  return tables;
}

}  // namespace

void give_attributes(Workbench& bench) {
  Task task;
  task.elements = strata_of(bench.vocabulary);
  task.each = Task::Each::exactly_one;
  for (const auto kind : kPersonal) task.kinds |= set_of(kind);
  task.tables = tables_of(bench.set, task.kinds);
  solve_persons(bench, task, [&](std::uint32_t presence, const Given& given) {
    auto& person = bench.people.persons[bench.people.presences[presence].person];
    for (const auto kind : kPersonal) attribute(person, kind) = task.elements[given.front()][at(kind)];
  });
}

}  // namespace raccordo::synthetic
