#include "aggregate/published/watch_list.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "aggregate/count/table_shape.hpp"
#include "aggregate/published/group_makers.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

std::string shape_name(const model::ExtractDefinition& definition) {
  std::string name(model::to_string(definition.measure));
  name.append("|").append(model::to_string(definition.when));
  for (const auto& choice : definition.by) {
    name.append("|").append(model::to_string(choice.dimension));
    name.append(":").append(model::to_string(choice.level));
    for (const auto& band : choice.ages) name.append(",").append(band.code);
  }
  return name;
}

/// The name of a cell without its period: months by their place.
std::string cell_name(const TableShape& table, std::size_t place) {
  auto name = shape_name(table.definition());
  for (std::size_t i = 0; i < table.dimensions(); ++i) {
    const auto at = table.category_of(place, i);
    const auto& code = table.categories(i)[at].code;
    name += "|" + (table.kind(i) == model::Dimension::month ? std::to_string(at) : code);
  }
  return name;
}

}  // namespace

WatchList::WatchList(std::span<const PlannedTable> plans) {
  std::vector<TableShape> tables;
  std::vector<std::string> names;
  std::uint32_t first = 0;
  for (const auto& plan : plans) {
    TableShape table(plan, first);
    first += static_cast<std::uint32_t>(plan.cells);
    // A table that counts the same as another one tells nothing more.
    auto name = shape_name(plan.table.definition);
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(std::move(name));
    tables.push_back(std::move(table));
  }
  for (const auto& table : tables) {
    add_cells(table, groups_);
    add_families(table, groups_);
    for (const auto& other : tables) {
      if (&other != &table) add_differences(table, other, groups_);
    }
  }
  add_residuals(tables, groups_);
  name_groups(plans);
  cells_ = first;
  now_ = index(groups_, cells_, &WatchedGroup::terms);
  before_ = index(groups_, cells_, &WatchedGroup::before);
  sums_.assign(groups_.size(), 0);
}

void WatchList::name_groups(std::span<const PlannedTable> plans) {
  std::vector<std::string> names;
  for (const auto& plan : plans) {
    const TableShape table(plan, 0);
    for (std::size_t place = 0; place < table.size(); ++place) names.push_back(cell_name(table, place));
  }
  for (const auto& group : groups_) {
    std::string text = std::to_string(static_cast<int>(group.kind));
    for (const auto* terms : {&group.terms, &group.before}) {
      for (const auto& term : *terms) text += "\n" + std::to_string(term.factor) + " " + names[term.cell];
      text += "\n";
    }
    const auto digest = base::sha256(text);
    std::uint64_t key = 0;
    std::memcpy(&key, digest.data(), sizeof key);
    keys_.push_back(key);
  }
}

WatchList::Index WatchList::index(const std::vector<WatchedGroup>& groups, std::size_t cells,
                                  std::vector<WatchTerm> WatchedGroup::*terms) {
  Index out;
  out.begin.assign(cells + 1, 0);
  for (const auto& group : groups) {
    for (const auto& term : group.*terms) ++out.begin[term.cell + 1];
  }
  for (std::size_t i = 1; i < out.begin.size(); ++i) out.begin[i] += out.begin[i - 1];
  out.group.resize(out.begin.back());
  out.factor.resize(out.begin.back());
  auto next = out.begin;
  for (std::uint32_t number = 0; number < groups.size(); ++number) {
    for (const auto& term : groups[number].*terms) {
      out.group[next[term.cell]] = number;
      out.factor[next[term.cell]++] = term.factor;
    }
  }
  return out;
}

void WatchList::values(std::span<const Contribution> contributions, std::vector<GroupValue>& out) {
  sum(now_, contributions, out);
}

void WatchList::values_before(std::span<const Contribution> contributions, std::vector<GroupValue>& out) {
  sum(before_, contributions, out);
}

void WatchList::sum(const Index& index, std::span<const Contribution> contributions,
                    std::vector<GroupValue>& out) {
  out.clear();
  touched_.clear();
  for (const auto& [cell, value] : contributions) {
    for (auto at = index.begin[cell]; at < index.begin[cell + 1]; ++at) {
      touched_.push_back(index.group[at]);
      sums_[index.group[at]] += index.factor[at] * value;
    }
  }
  std::sort(touched_.begin(), touched_.end());
  for (const auto group : touched_) {
    if (sums_[group] != 0) out.push_back({group, std::exchange(sums_[group], 0)});
  }
}

}  // namespace raccordo::aggregate
