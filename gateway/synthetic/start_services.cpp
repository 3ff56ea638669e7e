#include <algorithm>
#include <utility>

#include "synthetic/start.hpp"

namespace raccordo::synthetic {
namespace {

constexpr KindSet kWhoAndWhere =
    set_of(Kind::territory) | set_of(Kind::sex) | set_of(Kind::age) | set_of(Kind::citizenship);

std::vector<Node> children_of(const Tree& tree, Node parent) {
  std::vector<Node> children;
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].parent == parent) children.push_back(static_cast<Node>(i));
  }
  return children;
}

enum class Detail : std::uint8_t { none, area, type };

std::vector<const PersonTable*> tables_of(const TableSet& set, Detail detail) {
  std::vector<const PersonTable*> tables;
  for (const auto* table : tables_within(set, kWhoAndWhere | set_of(Kind::service))) {
    const auto* axis = table->axis(Kind::service);
    if (!table->by_intervention) continue;
    const bool fits =
        detail == Detail::none || (axis != nullptr && axis->is_type == (detail == Detail::type));
    if (fits) tables.push_back(table);
  }
  // Without a table by area, those by type have the areas.
  return tables.empty() && detail == Detail::area ? tables_of(set, Detail::type) : tables;
}

Task task_of(const std::vector<Node>& services) {
  Task task;
  task.kinds = set_of(Kind::service);
  for (const auto service : services) task.elements.emplace_back()[at(Kind::service)] = service;
  return task;
}

/// Says who has interventions: such a presence has the service `_T` until it gets areas.
void choose_who(Workbench& bench, const Task& areas) {
  auto task = task_of({0});
  task.each = Task::Each::any;
  task.next = &areas;
  task.tables = tables_of(bench.set, Detail::none);
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (bench.people.presences[i].in_charge)
      members.push_back(i);
    else
      bench.people.presences[i].services = {0};
  }
  solve(bench, task, members, [&](std::uint32_t presence, const Given& given) {
    if (!given.empty()) bench.people.presences[presence].services = {0};
  });
}

void give_areas(Workbench& bench, const Task& task) {
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    if (!bench.people.presences[i].services.empty()) members.push_back(i);
  }
  solve(bench, task, members, [&](std::uint32_t presence, const Given& given) {
    auto& services = bench.people.presences[presence].services;
    services.clear();
    for (const auto element : given) services.push_back(task.elements[element][at(Kind::service)]);
  });
}

/// Replaces the area by types of it.
void give_types(Workbench& bench, Node area) {
  const auto types = children_of(bench.vocabulary.tree(Kind::service), area);
  if (types.empty()) return;
  auto task = task_of(types);
  task.tables = tables_of(bench.set, Detail::type);
  const auto unknown = bench.vocabulary.tree(Kind::service).find_under(kUnassigned, area);
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i] == unknown) task.none = i;
  }
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < bench.people.presences.size(); ++i) {
    const auto& services = bench.people.presences[i].services;
    if (std::find(services.begin(), services.end(), area) != services.end()) members.push_back(i);
  }
  solve(bench, task, members, [&](std::uint32_t presence, const Given& given) {
    auto& services = bench.people.presences[presence].services;
    services.erase(std::remove(services.begin(), services.end(), area), services.end());
    for (const auto element : given) services.push_back(types[element]);
  });
}

}  // namespace

void give_interventions(Workbench& bench) {
  const auto areas = children_of(bench.vocabulary.tree(Kind::service), 0);
  if (areas.empty() || !has_tables(bench.set, Counted::with_interventions)) return;
  auto task = task_of(areas);
  task.tables = tables_of(bench.set, Detail::area);
  choose_who(bench, task);
  give_areas(bench, task);
  for (const auto area : areas) give_types(bench, area);
}

}  // namespace raccordo::synthetic
