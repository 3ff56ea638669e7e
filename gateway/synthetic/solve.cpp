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
  for (auto& [nodes, presences] : found) groups.push_back({nodes, {}, std::move(presences)});
  return groups;
}

/// By cell, the persons who count before the members get their elements.
std::vector<std::int32_t> count_fixed(Workbench& bench, const Task& task) {
  std::vector<std::int32_t> counts(bench.set.wanted.size(), 0);
  for (std::uint32_t person = 0; person < bench.people.persons.size(); ++person) {
    for (const auto cell : bench.tally.cells_in(person, task.tables)) ++counts[cell];
  }
  return counts;
}

void allocate(Workbench& bench, const Task& task, const std::vector<Group>& groups,
              std::vector<std::int32_t> fixed, const Give& give) {
  const auto counts = Allocation(bench.set, task, groups, std::move(fixed), bench.random).run();
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const auto& inside = groups[group].members;
    const auto given = deal(task, inside.size(), counts[group], bench.random);
    for (std::size_t i = 0; i < inside.size(); ++i) give(inside[i], given[i]);
  }
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
  allocate(bench, task, groups_of(bench, single), count_fixed(bench, task), give);
}

void solve_persons(Workbench& bench, const Task& task, const Give& give) {
  std::map<std::vector<Node>, std::vector<std::uint32_t>> found;
  for (const auto& person : bench.people.persons) {
    if (person.presences.empty()) continue;
    std::vector<Node> ambiti;
    for (const auto number : person.presences) {
      const auto& presence = bench.people.presences[number];
      if (presence.in_charge) ambiti.push_back(bench.vocabulary.bucket_of[presence.leaf]);
    }
    if (ambiti.empty()) {
      // Tables of persons in charge say nothing of this one.
      give(person.presences.front(), {bench.random.index(task.elements.size())});
      continue;
    }
    std::sort(ambiti.begin(), ambiti.end());
    found[ambiti].push_back(person.presences.front());
  }
  std::vector<Group> groups;
  for (auto& [ambiti, members] : found) {
    auto& group = groups.emplace_back();
    group.nodes[at(Kind::territory)] = ambiti.front();
    group.others.assign(ambiti.begin() + 1, ambiti.end());
    group.members = std::move(members);
  }
  allocate(bench, task, groups, std::vector<std::int32_t>(bench.set.wanted.size(), 0), give);
}

}  // namespace raccordo::synthetic
