#include "aggregate/group.hpp"

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

#include "aggregate/dimensions.hpp"
#include "aggregate/table_counter.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

struct PlannedTable {
  CountedTable table;
  std::vector<CountingDimension> dimensions;
  std::size_t cells = 1;
};

const CountingDimension* find(const std::vector<CountingDimension>& dimensions, Dimension kind) {
  const auto found = std::find_if(dimensions.begin(), dimensions.end(),
                                  [&](const auto& dimension) { return dimension.choice.dimension == kind; });
  return found == dimensions.end() ? nullptr : &*found;
}

/// Which category of `wanted` the cell stands in.
std::size_t category_of(const PlannedTable& plan, const CountingDimension& wanted, std::size_t cell) {
  for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
    const auto size = plan.dimensions[i].shown.categories.size();
    if (&plan.dimensions[i] == &wanted) return cell % size;
    cell /= size;
  }
  return 0;
}

/// Ages below what an area allows. People only grow older, so a person below it on the last day was below it
/// all the time; being above the highest age of an area proves nothing.
std::vector<std::uint8_t> find_structural_zeros(const PlannedTable& plan) {
  std::vector<std::uint8_t> zeros(plan.cells, 0);
  const auto* age = find(plan.dimensions, Dimension::age);
  const auto* area = find(plan.dimensions, Dimension::area);
  if (area == nullptr) area = find(plan.dimensions, Dimension::type);
  if (age == nullptr || area == nullptr) return zeros;
  for (std::size_t cell = 0; cell < plan.cells; ++cell) {
    const auto& code = age->shown.categories[category_of(plan, *age, cell)].code;
    const int least = area->age_min[category_of(plan, *area, cell)];
    zeros[cell] = std::any_of(age->choice.ages.begin(), age->choice.ages.end(), [&](const auto& band) {
      return band.code == code && band.high >= 0 && band.high < least;
    });
  }
  return zeros;
}

base::Result<PlannedTable> plan_table(const model::ExtractDefinition& definition, const model::Scheme& scheme,
                                      const model::Period& period) {
  if (definition.measure == model::Measure::prevalence || definition.measure == model::Measure::incidence) {
    return base::fault("extract '" + definition.id +
                       "' asks for a rate, but no population figures are loaded; " +
                       "count persons or cases instead");
  }
  PlannedTable plan;
  plan.table.definition = definition;
  for (const auto& choice : definition.by) {
    auto dimension = build_dimension(definition, choice, scheme, period);
    if (!dimension) return dimension.error();
    plan.cells *= dimension->shown.categories.size();
    if (plan.cells > kMostCells) {
      return base::fault("extract '" + definition.id + "' has more than " + std::to_string(kMostCells) +
                         " cells; take a dimension out or choose a higher level");
    }
    plan.table.dimensions.push_back(dimension->shown);
    plan.dimensions.push_back(std::move(*dimension));
  }
  return plan;
}

void run_counters(std::vector<PlannedTable>& plans, const model::FactSet& facts,
                  const model::Period& period) {
  const auto columns = arrange(facts);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < plans.size(); i = next++) {
      TableCounter counter(plans[i].table.definition, plans[i].dimensions, facts, columns, period);
      plans[i].table.cells = counter.count();
      plans[i].table.structural_zeros = find_structural_zeros(plans[i]);
    }
  };
  std::vector<std::jthread> others;
  const auto processors = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  for (std::size_t i = 1; i < std::min(processors, plans.size()); ++i) others.emplace_back(work);
  work();
}

}  // namespace

base::Result<std::vector<CountedTable>> count_tables(const model::FactSet& facts,
                                                     const std::vector<model::ExtractDefinition>& catalogue,
                                                     const model::Scheme& scheme,
                                                     const model::Period& period) {
  std::vector<PlannedTable> plans;
  for (const auto& definition : catalogue) {
    auto plan = plan_table(definition, scheme, period);
    if (!plan) return plan.error();
    plans.push_back(std::move(*plan));
  }
  run_counters(plans, facts, period);
  std::vector<CountedTable> tables;
  for (auto& plan : plans) tables.push_back(std::move(plan.table));
  return tables;
}

}  // namespace raccordo::aggregate
