#include "aggregate/count/group.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "aggregate/count/table_counter.hpp"
#include "aggregate/facts/dimensions.hpp"
#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

const CountingDimension* find(const std::vector<CountingDimension>& dimensions, Dimension kind) {
  const auto found = std::find_if(dimensions.begin(), dimensions.end(),
                                  [&](const auto& dimension) { return dimension.choice.dimension == kind; });
  return found == dimensions.end() ? nullptr : &*found;
}

/// The category of `wanted` to which the cell belongs.
std::size_t category_of(const PlannedTable& plan, const CountingDimension& wanted, std::size_t cell) {
  for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
    const auto size = plan.dimensions[i].shown.categories.size();
    if (&plan.dimensions[i] == &wanted) return cell % size;
    cell /= size;
  }
  return 0;
}

/// Ages below the minimum of an area. Persons only grow older, so a person below it on the last day was below
/// it all the time; an age above the maximum of an area proves nothing.
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
  plan.period = period;
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

/// The counts of one thread for every table.
class Worker {
 public:
  Worker(const std::vector<PlannedTable>& plans, const model::FactSet& facts) : facts_(facts) {
    counters_.reserve(plans.size());
    for (const auto& plan : plans) counters_.emplace_back(plan, facts.codes);
  }
  void count(std::span<const std::uint32_t> block) {
    arrange(facts_, block, columns_);
    for (auto& counter : counters_) counter.count(columns_);
  }
  void add_to(std::vector<PlannedTable>& plans) const {
    for (std::size_t i = 0; i < plans.size(); ++i) counters_[i].add_to(plans[i].table.cells);
  }

 private:
  const model::FactSet& facts_;
  FactColumns columns_;
  std::vector<TableCounter> counters_;
};

}  // namespace

base::Result<std::vector<PlannedTable>> plan_tables(const std::vector<model::ExtractDefinition>& catalogue,
                                                    const model::Scheme& scheme,
                                                    const model::Period& period) {
  std::vector<PlannedTable> plans;
  for (const auto& definition : catalogue) {
    auto plan = plan_table(definition, scheme, period);
    if (!plan) return plan.error();
    plans.push_back(std::move(*plan));
  }
  for (auto& plan : plans) {
    plan.table.cells.resize(plan.cells);
    plan.table.structural_zeros = find_structural_zeros(plan);
  }
  return plans;
}

void count_planned(std::vector<PlannedTable>& plans, const model::FactSet& facts) {
  constexpr std::size_t kBlock = 4096;
  const auto order = order_by_person(facts);
  const auto blocks = cut_blocks(facts, order, kBlock);
  std::vector<Worker> workers;
  for (std::size_t i = 0; i < base::threads_for(blocks.size()); ++i) workers.emplace_back(plans, facts);
  base::share_out(workers.size(), blocks.size(),
                  [&](std::size_t thread, std::size_t i) { workers[thread].count(blocks[i]); });
  for (const auto& worker : workers) worker.add_to(plans);
}

}  // namespace raccordo::aggregate
