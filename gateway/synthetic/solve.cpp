#include "synthetic/solve.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::synthetic {
namespace {

/// Divides the elements of a group among its members: one each as far as they go, the rest at random among
/// those who do not have it yet. By member.
std::vector<Given> deal(const Task& task, std::size_t members, const std::vector<std::int32_t>& counts,
                        Random& random) {
  std::vector<Given> given(members);
  std::vector<std::size_t> order(members), cards;
  for (std::size_t i = 0; i < members; ++i) order[i] = i;
  random.shuffle(order);
  if (task.none) {
    for (auto i = counts[*task.none]; i > 0 && !order.empty(); --i) {
      given[order.back()] = {*task.none};
      order.pop_back();
    }
  }
  for (std::size_t element = 0; element < counts.size(); ++element) {
    if (element != task.none) cards.insert(cards.end(), static_cast<std::size_t>(counts[element]), element);
  }
  random.shuffle(cards);
  const auto most = task.each == Task::Each::exactly_one ? order.size() : cards.size();
  for (std::size_t i = 0; i < std::min(most, cards.size()) && !order.empty(); ++i) {
    if (i < order.size()) {
      given[order[i]].push_back(cards[i]);
      continue;
    }
    // No element is more often in the cards than there are members.
    for (auto place = random.index(order.size());; place = (place + 1) % order.size()) {
      auto& has = given[order[place]];
      if (std::find(has.begin(), has.end(), cards[i]) != has.end()) continue;
      has.push_back(cards[i]);
      break;
    }
  }
  // Tables that contradict each other leave someone without: repair sees to it.
  for (auto& has : given) {
    if (has.empty() && task.each != Task::Each::any)
      has = {cards.empty() ? random.index(counts.size()) : cards[random.index(cards.size())]};
  }
  return given;
}

std::vector<Group> groups_of(const Workbench& bench, const std::vector<std::uint32_t>& members) {
  std::map<Nodes, std::vector<std::uint32_t>> found;
  for (const auto presence : members)
    found[nodes_of(bench.vocabulary, bench.people, presence)].push_back(presence);
  std::vector<Group> groups;
  for (auto& [nodes, presences] : found) groups.push_back({nodes, std::move(presences)});
  return groups;
}

/// By cell, the persons who count before the members get their elements. Attributes count in totals too, so
/// that members without attributes are left out.
std::vector<std::int32_t> count_fixed(Workbench& bench, const Task& task,
                                      const std::vector<std::uint32_t>& members) {
  std::vector<bool> left_out(bench.people.persons.size(), false);
  if (task.each == Task::Each::exactly_one) {
    for (const auto presence : members) left_out[bench.people.presences[presence].person] = true;
  }
  std::vector<std::int32_t> counts(bench.set.wanted.size(), 0);
  for (std::uint32_t person = 0; person < bench.people.persons.size(); ++person) {
    if (left_out[person]) continue;
    for (const auto cell : bench.tally.cells_in(person, task.tables)) ++counts[cell];
  }
  return counts;
}

}  // namespace

Nodes nodes_of(const Vocabulary& vocabulary, const People& people, std::uint32_t number) {
  const auto& presence = people.presences[number];
  Nodes nodes{};
  nodes[at(Kind::territory)] = vocabulary.bucket_of[presence.leaf];
  for (const auto kind : kPersonal) nodes[at(kind)] = attribute(people.persons[presence.person], kind);
  return nodes;
}

std::vector<const PersonTable*> tables_within(const TableSet& set, KindSet kinds) {
  std::vector<const PersonTable*> tables;
  for (const auto& table : set.tables) {
    if ((table.kinds & ~kinds) == 0) tables.push_back(&table);
  }
  return tables;
}

void solve(Workbench& bench, const Task& task, const std::vector<std::uint32_t>& members, const Give& give) {
  if (task.elements.empty()) return;
  std::map<std::uint32_t, std::size_t> presences_of;
  for (const auto presence : members) ++presences_of[bench.people.presences[presence].person];
  std::vector<std::uint32_t> several, single;
  for (const auto presence : members)
    (presences_of[bench.people.presences[presence].person] > 1 ? several : single).push_back(presence);
  for (const auto& [presence, elements] : share_elements(bench, task, several)) give(presence, elements);
  const auto groups = groups_of(bench, single);
  Allocation allocation(bench.set, task, groups, count_fixed(bench, task, single), bench.random);
  const auto counts = allocation.run();
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto& inside = groups[group].members;
    const auto given = deal(task, inside.size(), counts[group], bench.random);
    for (std::size_t i = 0; i < inside.size(); ++i) give(inside[i], given[i]);
  }
}

}  // namespace raccordo::synthetic
