// The tables of a catalogue counted exactly, as a release counts them before it hides any cell.
#pragma once

#include <utility>
#include <vector>

#include "aggregate/count/group.hpp"

namespace raccordo::tests {

inline base::Result<std::vector<aggregate::CountedTable>> count_tables(
    const model::FactSet& facts, const std::vector<model::ExtractDefinition>& catalogue,
    const model::Scheme& scheme, const model::Period& period) {
  auto plans = aggregate::plan_tables(catalogue, scheme, period);
  if (!plans) return plans.error();
  aggregate::count_planned(*plans, facts);
  std::vector<aggregate::CountedTable> tables;
  for (auto& plan : *plans) tables.push_back(std::move(plan.table));
  return tables;
}

}  // namespace raccordo::tests
