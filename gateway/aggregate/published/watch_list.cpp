#include "aggregate/published/watch_list.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "aggregate/count/table_shape.hpp"
#include "aggregate/facts/dimensions.hpp"
#include "aggregate/published/group_makers.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

/// Usual ones go without saying: the names of groups are kept from release to release.
std::string_view kinds_name(const model::Kinds& kinds) {
  return kinds.are_usual() ? "" : kinds.cases ? "|case,report" : "|report";
}

std::string shape_name(const model::ExtractDefinition& definition) {
  std::string name(model::to_string(definition.measure));
  name.append("|").append(model::to_string(definition.when));
  name += kinds_name(definition.kinds);
  for (const auto& choice : definition.by) {
    name.append("|").append(model::to_string(choice.dimension));
    name.append(":").append(model::to_string(choice.level));
    for (const auto& band : choice.ages) name.append(",").append(band.code);
  }
  return name;
}

/// Months by their place, so that the period does not matter.
std::string category_name(const TableShape& table, std::size_t place, std::size_t dimension) {
  const auto at = table.category_of(place, dimension);
  return table.kind(dimension) == model::Dimension::month ? std::to_string(at)
                                                          : table.categories(dimension)[at].code;
}

/// Which persons a cell counts: dimensions of which it is the total do not matter, nor do other categories.
std::string cell_name(const TableShape& table, std::size_t place) {
  const auto& definition = table.definition();
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < table.dimensions(); ++i) {
    if (table.category_of(place, i) == 0) continue;
    parts.push_back(std::string(model::to_string(table.kind(i))) + "=" + category_name(table, place, i));
  }
  std::sort(parts.begin(), parts.end());
  std::string name(model::to_string(definition.measure));
  name.append("|").append(model::to_string(definition.when));
  name += counts_by_intervention(definition) ? "|intervention" : "|case";
  name += kinds_name(definition.kinds);
  for (const auto& part : parts) name += "|" + part;
  return name;
}

/// The name that evidence of version 3 gave a cell: with all dimensions of its table.
std::string former_cell_name(const TableShape& table, std::size_t place) {
  auto name = shape_name(table.definition());
  for (std::size_t i = 0; i < table.dimensions(); ++i) name += "|" + category_name(table, place, i);
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
  index_ = index_of(std::vector<std::uint8_t>(groups_.size(), 1));
}

WatchIndex WatchList::index_of(std::span<const std::uint8_t> wanted) const {
  const auto is_wanted = [&](const WatchedGroup& group) {
    return wanted[static_cast<std::size_t>(&group - groups_.data())] != 0;
  };
  const auto is_stock = [&](const WatchedGroup& group) {
    return group.kind == WatchKind::stock && is_wanted(group);
  };
  const auto is_other = [&](const WatchedGroup& group) {
    return group.kind != WatchKind::stock && is_wanted(group);
  };
  return {index_groups(groups_, cells_, &WatchedGroup::terms, is_stock),
          index_groups(groups_, cells_, &WatchedGroup::terms, is_other),
          index_groups(groups_, cells_, &WatchedGroup::before, is_other)};
}

void WatchList::name_groups(std::span<const PlannedTable> plans) {
  std::vector<std::string> names, former;
  for (const auto& plan : plans) {
    const TableShape table(plan, 0);
    for (std::size_t place = 0; place < table.size(); ++place) {
      names.push_back(cell_name(table, place));
      former.push_back(former_cell_name(table, place));
    }
  }
  keys_ = number_groups(names, TermOrder::by_name);
  former_keys_ = number_groups(former, TermOrder::as_listed);
}

std::vector<std::uint64_t> WatchList::number_groups(const std::vector<std::string>& names,
                                                    TermOrder order) const {
  std::vector<std::uint64_t> keys;
  std::vector<std::string> lines;
  for (const auto& group : groups_) {
    std::string text = std::to_string(static_cast<int>(group.kind));
    for (const auto* terms : {&group.terms, &group.before}) {
      lines.clear();
      for (const auto& term : *terms)
        lines.push_back("\n" + std::to_string(term.factor) + " " + names[term.cell]);
      if (order == TermOrder::by_name) std::sort(lines.begin(), lines.end());
      for (const auto& line : lines) text += line;
      text += "\n";
    }
    const auto digest = base::sha256(text);
    std::uint64_t key = 0;
    std::memcpy(&key, digest.data(), sizeof key);
    keys.push_back(key);
  }
  return keys;
}

bool WatchList::is_in(std::span<const std::uint64_t> keys, std::uint32_t group) const {
  return std::binary_search(keys.begin(), keys.end(), keys_[group]) ||
         std::binary_search(keys.begin(), keys.end(), former_keys_[group]);
}

}  // namespace raccordo::aggregate
