// The numbers that the search of an allocation starts from: iterative proportional fitting, then rounding.
#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "synthetic/allocation.hpp"

namespace raccordo::synthetic {
namespace {

constexpr int kFittings = 12;

bool is_element_of_person(Kind kind) { return kind == Kind::service || kind == Kind::need; }

}  // namespace

Nodes Task::joined(const Nodes& group, std::size_t element) const {
  auto nodes = group;
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    if ((kinds & set_of(static_cast<Kind>(kind))) != 0) nodes[kind] = elements[element][kind];
  }
  return nodes;
}

Allocation::Allocation(const TableSet& set, const Task& task, const std::vector<Group>& groups,
                       std::vector<std::int32_t> fixed, Random& random)
    : set_(set), task_(task), groups_(groups), random_(random), fixed_(std::move(fixed)) {
  numbers_.assign(groups.size(), std::vector<std::int32_t>(task.elements.size(), 0));
  given_.assign(groups.size(), 0);
  cover_weights_.assign(groups.size(), kCover);
}

void Allocation::list_groups() {
  std::map<std::pair<Node, std::vector<Node>>, std::size_t> ambiti;
  std::map<std::tuple<Node, Node, Node>, std::size_t> attributes;
  std::uint64_t persons = 0;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const auto& nodes = groups_[i].nodes;
    persons += size_of(i);
    ambito_of_.push_back(
        ambiti.emplace(std::pair(nodes[at(Kind::territory)], groups_[i].others), ambiti.size())
            .first->second);
    const auto key = std::tuple(nodes[at(Kind::sex)], nodes[at(Kind::age)], nodes[at(Kind::citizenship)]);
    attributes_of_.push_back(attributes.emplace(key, attributes.size()).first->second);
  }
  of_ambito_.resize(ambiti.size());
  of_attributes_.resize(attributes.size());
  corners_.assign(ambiti.size(), std::vector<std::size_t>(attributes.size(), 0));
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    of_ambito_[ambito_of_[i]].push_back(i);
    of_attributes_[attributes_of_[i]].push_back(i);
    corners_[ambito_of_[i]][attributes_of_[i]] = i + 1;
  }
  // Products of two shares must fit into 64 bits.
  bits_ = 31U - static_cast<unsigned>(std::bit_width(persons));
}

/// The cells of a table that count an element: of areas, types and needs only their own, of territories and
/// attributes also the totals.
std::vector<std::uint32_t> Allocation::cells_of(const PersonTable& table, const Group& group,
                                                std::size_t element) const {
  const auto nodes = task_.joined(group.nodes, element);
  std::vector<std::uint32_t> cells(1, table.first), next, places;
  for (const auto& axis : table.axes) {
    const auto node = nodes[at(axis.kind)];
    places = axis.chain[node];
    if (is_element_of_person(axis.kind)) places = {axis.place[node]};
    if (axis.kind == Kind::territory) {
      for (const auto other : group.others)
        places.insert(places.end(), axis.chain[other].begin(), axis.chain[other].end());
      std::sort(places.begin(), places.end());
      places.erase(std::unique(places.begin(), places.end()), places.end());
    }
    next.clear();
    for (const auto cell : cells) {
      for (const auto place : places) next.push_back(cell + place);
    }
    cells.swap(next);
  }
  return cells;
}

void Allocation::list_cells() {
  std::unordered_map<std::uint32_t, std::uint32_t> number_of;
  weights_.assign(set_.wanted.size(), 0);
  cells_.assign(groups_.size(), {});
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (std::size_t element = 0; element < task_.elements.size(); ++element) {
      auto& cells = cells_[group].emplace_back();
      for (const auto* table : task_.tables) {
        for (const auto cell : cells_of(*table, groups_[group], element)) {
          if (set_.weight[cell] != kUpperWeight) continue;
          weights_[cell] = 1;
          cells.push_back(cell);
          const auto found = number_of.emplace(cell, static_cast<std::uint32_t>(shown_.size()));
          if (found.second) {
            shown_.push_back(cell);
            parts_.emplace_back();
          }
          parts_[found.first->second].push_back({element, group, 0});
        }
      }
    }
  }
}

/// Scales the shares in each of the table's finest cells to what it wants.
void Allocation::fit_table(const PersonTable& table, std::vector<std::vector<std::uint64_t>>& shares) {
  std::unordered_map<std::uint32_t, std::uint64_t> sums;
  std::vector<std::vector<std::uint32_t>> finest(groups_.size());
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (std::size_t element = 0; element < task_.elements.size(); ++element) {
      finest[group].push_back(table.cell(task_.joined(groups_[group].nodes, element)));
      sums[finest[group].back()] += shares[group][element];
    }
  }
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (std::size_t element = 0; element < task_.elements.size(); ++element) {
      const auto cell = finest[group][element];
      const auto sum = sums[cell];
      if (sum == 0) continue;
      const auto wanted = static_cast<std::uint64_t>(std::max(set_.wanted[cell] - fixed_[cell], 0));
      const auto most = static_cast<std::uint64_t>(size_of(group)) << bits_;
      auto& share = shares[group][element];
      share = std::min(most, share * std::min(wanted << bits_, std::uint64_t{1} << 31) / sum);
    }
  }
}

/// Scales the shares of a group until each member can have an element.
void Allocation::fit_groups(std::vector<std::vector<std::uint64_t>>& shares) const {
  if (task_.each == Task::Each::any) return;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    const auto size = static_cast<std::uint64_t>(size_of(group)) << bits_;
    std::uint64_t sum = 0;
    for (const auto share : shares[group]) sum += share;
    if (sum == 0 || (sum >= size && task_.each == Task::Each::one_or_more)) continue;
    for (auto& share : shares[group]) share = std::min(size, share * size / sum);
  }
}

std::vector<std::vector<std::uint64_t>> Allocation::fit() {
  std::vector<std::vector<std::uint64_t>> shares;
  for (std::size_t group = 0; group < groups_.size(); ++group)
    shares.emplace_back(task_.elements.size(), static_cast<std::uint64_t>(size_of(group)) << bits_);
  for (int i = 0; i < kFittings; ++i) {
    fit_groups(shares);
    for (const auto* table : task_.tables) fit_table(*table, shares);
  }
  return shares;
}

/// Up or down at random, in proportion to the fraction.
void Allocation::round_off(const std::vector<std::vector<std::uint64_t>>& shares) {
  counts_ = fixed_;
  for (std::size_t group = 0; group < groups_.size(); ++group) {
    for (std::size_t element = 0; element < task_.elements.size(); ++element) {
      const auto share = shares[group][element];
      const auto fraction = share & ((std::uint64_t{1} << bits_) - 1);
      const auto up = random_.below(std::uint64_t{1} << bits_) < fraction ? 1U : 0U;
      for (auto i = (share >> bits_) + up; i > 0; --i) {
        if (const Step step{element, group, 1}; may(step)) apply(step);
      }
    }
  }
}

}  // namespace raccordo::synthetic
