#include "aggregate/protection.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

/// The cells of a table by grid. A grid has a number in a mixed radix of depths, first dimension highest.
struct Grids {
  std::vector<std::size_t> depths;   ///< number of depths, by dimension
  std::vector<std::size_t> of_cell;  ///< grid of each cell
  std::size_t count = 1;
};

std::size_t depth_count(const model::TableDimension& dimension) {
  int deepest = 0;
  for (const auto& category : dimension.categories) deepest = std::max(deepest, category.depth);
  return static_cast<std::size_t>(deepest) + 1;
}

Grids find_grids(const CountedTable& table) {
  Grids grids;
  grids.of_cell.assign(1, 0);
  for (const auto& dimension : table.dimensions) {
    const auto depths = depth_count(dimension);
    std::vector<std::size_t> finer;
    finer.reserve(grids.of_cell.size() * dimension.categories.size());
    for (const auto grid : grids.of_cell) {
      for (const auto& category : dimension.categories) {
        finer.push_back(grid * depths + static_cast<std::size_t>(category.depth));
      }
    }
    grids.of_cell = std::move(finer);
    grids.depths.push_back(depths);
    grids.count *= depths;
  }
  return grids;
}

/// Hides with each hidden grid the one a step deeper in each dimension; in order of number, so it carries on.
void spread_downwards(const Grids& grids, std::vector<std::uint8_t>& hidden) {
  for (std::size_t grid = 0; grid < grids.count; ++grid) {
    if (hidden[grid] == 0) continue;
    std::size_t stride = 1;
    for (std::size_t i = grids.depths.size(); i-- > 0;) {
      if (grid / stride % grids.depths[i] + 1 < grids.depths[i]) hidden[grid + stride] = 1;
      stride *= grids.depths[i];
    }
  }
}

/// Data that contradict the declared zeros of a table take them all away: to show the others as zero would
/// point at the ones that are not.
bool holds_structural_zeros(const CountedTable& table) {
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    if (table.structural_zeros[cell] != 0 && table.cells[cell].persons != 0) return false;
  }
  return true;
}

std::vector<std::uint8_t> protect_table(const CountedTable& table, const Rules& rules) {
  const auto grids = find_grids(table);
  std::vector<std::uint8_t> hidden_grid(grids.count, 0);
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    if (is_sensitive(table, table.cells[cell], rules)) hidden_grid[grids.of_cell[cell]] = 1;
  }
  spread_downwards(grids, hidden_grid);
  const bool zeros_hold = holds_structural_zeros(table);
  std::vector<std::uint8_t> hidden(table.cells.size(), 0);
  for (std::size_t cell = 0; cell < table.cells.size(); ++cell) {
    const bool is_zero = zeros_hold && table.structural_zeros[cell] != 0;
    hidden[cell] = !is_zero && hidden_grid[grids.of_cell[cell]] != 0 ? 1 : 0;
  }
  return hidden;
}

}  // namespace

bool is_sensitive(const CountedTable& table, const CountedCell& cell, const Rules& rules) {
  const auto is_small = [&](std::int64_t count) { return count > 0 && count < rules.k; };
  return is_small(cell.persons) ||
         (table.definition.measure != model::Measure::amount && is_small(cell.value));
}

HiddenFlags protect(const std::vector<CountedTable>& tables, const Rules& rules) {
  HiddenFlags hidden;
  for (const auto& table : tables) hidden.push_back(protect_table(table, rules));
  return hidden;
}

std::string rules_in_words(const Rules& rules) {
  const auto k = std::to_string(rules.k);
  const auto below = std::to_string(rules.k - 1);
  return "k = " + k + ". A cell of any measure is sensitive when 1 to " + below +
         " distinct persons stand behind it, or when its count is 1 to " + below +
         ". A table with a sensitive cell is published with its whole lowest level hidden, and so is every "
         "combination of levels that holds a sensitive cell or is finer than one that does. Hidden cells "
         "bear "
         "one mark whatever the cause, and some of them are true zeros. Cells that no record can fall into "
         "are "
         "shown as 0.";
}

std::string guarantee_in_words(const Rules& rules) {
  return "Every number shown is 0 or stands on at least " + std::to_string(rules.k) +
         " distinct persons, and wherever a number is hidden all numbers of the same combination of levels "
         "are "
         "hidden with it. No more than that is guaranteed: what can be inferred by combining several tables, "
         "margins or releases, from large contributions to an amount, or from knowledge of individuals has "
         "not "
         "been excluded.";
}

}  // namespace raccordo::aggregate
