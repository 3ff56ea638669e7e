#include "aggregate/layers/cell_space.hpp"

#include <algorithm>
#include <cmath>

#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/release/protected_last.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

constexpr double kPerLevel = 30;
constexpr int kProvince = 4;

/// Comune 0, group 1, Ambito 2, district 3, province 4: by place in the tree, whatever the level of the
/// table.
int territory_level(const std::vector<model::Category>& categories, std::size_t category) {
  const int depth = categories[category].depth;
  if (depth <= 2) return kProvince - depth;
  const bool has_children = category + 1 < categories.size() && categories[category + 1].depth > depth;
  return has_children ? 1 : 0;
}

std::vector<int> levels_of(const CountingDimension& dimension) {
  const auto& categories = dimension.shown.categories;
  std::vector<int> levels;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    levels.push_back(dimension.choice.dimension == Dimension::territory ? territory_level(categories, i)
                     : categories[i].depth == 0                         ? 1
                                                                        : 0);
  }
  return levels;
}

/// 1 for the cells that the catalogue wants hidden last: they cost as much as one level more.
std::vector<std::uint8_t> lasts_of(const PlannedTable& plan) {
  std::vector<std::uint8_t> lasts(plan.cells, 0);
  if (words_of(plan.table.definition.protected_last).empty()) return lasts;
  std::vector<char> totals(plan.dimensions.size(), 1);
  for (std::size_t cell = 0; cell < plan.cells; ++cell) {
    std::size_t rest = cell;
    for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
      const auto& categories = plan.dimensions[i].shown.categories;
      totals[i] = categories[rest % categories.size()].depth == 0 ? 1 : 0;
      rest /= categories.size();
    }
    lasts[cell] = is_hidden_last(plan.table.definition, totals) ? 1 : 0;
  }
  return lasts;
}

}  // namespace

CellSpace::CellSpace(const std::vector<PlannedTable>& plans, std::span<const Layer> layers,
                     const std::vector<DifferenceCell>& differences, const std::vector<CountedCell>& counts)
    : plans_(plans), layers_(layers) {
  for (const auto& plan : plans) add_table(plan);
  first_.push_back(static_cast<CellNo>(cells_.size()));
  frozen_.assign(cells_.size(), 0);
  for (std::size_t i = 0; i < differences.size(); ++i) add(differences[i], counts[i]);
}

CellNo CellSpace::add(const DifferenceCell& difference, const CountedCell& count) {
  differences_.push_back(difference);
  cells_.push_back(&counts_.emplace_back(count));
  structural_.push_back(0);
  weights_.push_back(0);
  frozen_.push_back(0);
  return static_cast<CellNo>(cells_.size() - 1);
}

// So that the search avoids it.
void CellSpace::freeze(CellNo cell) {
  if (frozen_[cell] == 0) weights_[cell] += kBreach;
  frozen_[cell] = 1;
}

void CellSpace::thaw(CellNo cell) {
  if (frozen_[cell] != 0) weights_[cell] -= kBreach;
  frozen_[cell] = 0;
}

void CellSpace::add_table(const PlannedTable& plan) {
  first_.push_back(static_cast<CellNo>(cells_.size()));
  bool has_territory = false;
  std::vector<int> levels(1, 0);
  std::size_t stride = plan.cells;
  strides_.emplace_back();
  for (const auto& dimension : plan.dimensions) {
    has_territory = has_territory || dimension.choice.dimension == Dimension::territory;
    stride /= dimension.shown.categories.size();
    strides_.back().push_back(stride);
    const auto own = levels_of(dimension);
    std::vector<int> finer;
    finer.reserve(levels.size() * own.size());
    for (const int level : levels) {
      for (const int step : own) finer.push_back(level + step);
    }
    levels = std::move(finer);
  }
  const bool zeros_hold = holds_structural_zeros(plan.table);
  const auto lasts = lasts_of(plan);
  for (std::size_t cell = 0; cell < plan.cells; ++cell) {
    const auto& counted = plan.table.cells[cell];
    cells_.push_back(&counted);
    structural_.push_back(zeros_hold ? plan.table.structural_zeros[cell] : 0);
    weights_.push_back((1 + std::log2(1 + counted.persons)) *
                       std::pow(kPerLevel, levels[cell] + (has_territory ? 0 : kProvince) + lasts[cell]));
  }
}

std::size_t CellSpace::table_of(CellNo cell) const {
  return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), cell) - first_.begin()) - 1;
}

int CellSpace::category(std::size_t table, CellNo cell, std::size_t dimension) const {
  const auto place = (cell - first_[table]) / strides_[table][dimension];
  return static_cast<int>(place % categories(table, dimension).size());
}

CellNo CellSpace::with(std::size_t table, CellNo cell, std::size_t dimension, int category) const {
  const auto step = static_cast<std::int64_t>(strides_[table][dimension]);
  return static_cast<CellNo>(cell + (category - this->category(table, cell, dimension)) * step);
}

bool CellSpace::are_siblings(CellNo one, CellNo other) const {
  const auto table = table_of(one);
  if (table != table_of(other)) return false;
  int differing = 0;
  for (std::size_t i = 0; i < dimensions(table); ++i) {
    const auto left = static_cast<std::size_t>(category(table, one, i));
    const auto right = static_cast<std::size_t>(category(table, other, i));
    if (left == right) continue;
    const auto& all = categories(table, i);
    if (all[left].parent != all[right].parent) return false;
    ++differing;
  }
  return differing == 1;
}

bool CellSpace::is_within(std::size_t table, std::size_t dimension, int low, int category) const {
  const auto& all = categories(table, dimension);
  while (low > category) low = all[static_cast<std::size_t>(low)].parent;
  return low == category;
}

std::vector<int> CellSpace::chain_below(std::size_t table, std::size_t dimension, int from, int other) const {
  const auto& all = categories(table, dimension);
  std::vector<int> chain;
  for (int up = from; up >= 0 && !is_within(table, dimension, other, up);
       up = all[static_cast<std::size_t>(up)].parent) {
    chain.push_back(up);
  }
  return chain;
}

std::vector<int> CellSpace::relatives(std::size_t table, std::size_t dimension, int category,
                                      std::size_t most) const {
  const auto& all = categories(table, dimension);
  const auto is_leaf = [&](int at) {
    const auto next = static_cast<std::size_t>(at) + 1;
    return next == all.size() || all[next].parent != at;
  };
  const auto depth = [&](int at) { return all[static_cast<std::size_t>(at)].depth; };
  std::vector<std::pair<std::size_t, int>> found;
  for (int other = 1; other < static_cast<int>(all.size()); ++other) {
    if (is_within(table, dimension, category, other) || is_within(table, dimension, other, category))
      continue;
    if (depth(other) != depth(category) && !(is_leaf(other) && is_leaf(category))) continue;
    found.emplace_back(chain_below(table, dimension, category, other).size(), other);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  std::vector<int> out;
  for (std::size_t i = 0; i < found.size() && i < most; ++i) out.push_back(found[i].second);
  return out;
}

}  // namespace raccordo::aggregate
